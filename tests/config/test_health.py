from django.test import SimpleTestCase, override_settings


class HealthTests(SimpleTestCase):
    def test_answers_ok_without_a_database(self):
        response = self.client.get("/healthz")
        assert (response.status_code, response.content) == (200, b"ok")
        assert response["Content-Type"] == "text/plain; charset=utf-8"
        assert "no-store" in response["Cache-Control"]

    @override_settings(SECURE_SSL_REDIRECT=True)
    def test_answers_inside_without_tls(self):
        assert self.client.get("/healthz").status_code == 200
        assert self.client.get("/admin/login/").status_code == 301

    def test_is_only_read(self):
        assert self.client.post("/healthz").status_code == 405


class SecurityPolicyTests(SimpleTestCase):
    def test_every_answer_carries_the_strict_policy(self):
        policy = self.client.get("/healthz")["Content-Security-Policy"]
        assert {rule.strip() for rule in policy.split(";")} == {
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self' 'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='",
            "img-src 'self'",
            "font-src 'self'",
            "connect-src 'self'",
            "manifest-src 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        }
