#!/usr/bin/env python
"""Runs a management command. Settings come from the environment and .env; without them it refuses to start."""

import os
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415 -- for the message below
        from django.core.management import execute_from_command_line  # noqa: PLC0415 -- for the message below
    except ImportError as error:
        raise SystemExit(
            f"Django is not installed for {sys.executable} ({error}).\n"
            "Use `./run manage COMMAND`, which makes the environment first."
        ) from error
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        if "--traceback" in sys.argv:
            raise
        raise SystemExit(str(error)) from None


if __name__ == "__main__":
    main()
