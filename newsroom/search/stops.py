"""Words that are in nearly every text of a language: in a query they ask for nothing, unless they stand in a phrase."""

# Articles, pronouns, the shortest prepositions and conjunctions; folded as ``words.bare`` does.
_WORDS = {
    "ar": "في من على الى عن مع ان هذا هذه ذلك التي الذي و او كما بعد قبل ما لا لم لن هو هي كان قد كل",
    "en": "a an and are as at be by for from has have in into is it its of on or our that the their this to was were"
    " which who will with",
    "es": "a al con de del el en entre es esta este la las lo los o para por que se su sus un una y",
    "fr": "a au aux avec ce ces cette d dans de des du elle en est et il l la le les leur ou par pour qu que qui s sa ses"
    " son sur un une",
    "ru": "а в во для до его ее же за и из или их к как ко на не о об от по при с со так то у что это",
    "zh-hans": "的 了 和 在 是 与 及 对 为",
}
STOPS = {language: frozenset(words.split()) for language, words in _WORDS.items()}
