"""The attributions of one sentence, by rule; quotations in it are masked."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportedly_train.phrases import (
    AWAY,
    CUE,
    DETERMINERS,
    FRAMES,
    JOINS,
    LEAD,
    QUOTED,
    SKIP,
    STARTS,
    STOPS,
    TAIL,
    TIME,
    WH,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

Span = tuple[int, int]
PRONOUNS = frozenset("i we you he she it they".split())
_ENDS = re.compile(rf"^(?!(?:{'|'.join(sorted(DETERMINERS | STARTS))}|only|former|new|also|\d+)$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """One source at most, one cue, contents in text order; code points."""

    source: tuple[Span, ...] = ()
    cue: Span
    content: tuple[Span, ...]

    @property
    def spans(self) -> tuple[Span, ...]:
        """All of them."""
        return (*self.source, self.cue, *self.content)

    def longer(self, span: Span) -> Attribution:
        """Return it with one more piece of content."""
        return replace(self, content=(*self.content, span))


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A sentence `start:end` of `text`, or several that a quotation holds together."""

    text: str
    masked: str
    start: int
    end: int

    def read(self) -> list[Attribution]:
        """Return the outermost attributions, from left to right."""
        whole = self._according() or self._colon() or self._last_word()
        if whole:
            return [whole]
        found: list[Attribution] = []
        at = self.start
        while cue := CUE.search(self.masked, at, self.end):
            new = self._at(cue, found)
            at = cue.end()
            if new:
                found.append(new)
                at = max(e for _, e in new.spans)
        return found

    # -- patterns ------------------------------------------------------------------------------------------------

    def _according(self) -> Attribution | None:
        m = re.compile(r"[Aa]ccording to (?!which)").search(self.masked, self.start, self.end)
        if not m:
            return None
        cue = (m.start(), m.end() - 1)
        comma = self._find(r",", m.end())
        if m.start() == self.start:
            if re.match(r", (?:an?|who|which|whose) ", self.masked[comma:]):
                comma = self._find(r",", comma + 1)
            source, content = self._trim(m.end(), comma), [self._trim(comma + 1, self.end)]
        elif re.match(r", (?:an?|who|which|whose|the) ", self.masked[comma:]) or comma == self.end:
            source, content = self._trim(m.end(), self.end), [self._trim(self.start, m.start())]
        else:
            source = self._trim(m.end(), comma)
            content = [self._trim(self.start, m.start()), self._trim(comma + 1, self.end)]
        if not source or not all(content) or len(self.masked[slice(*source)].split()) > 25:
            return None
        return Attribution(source=(source,), cue=cue, content=tuple(content))

    def _colon(self) -> Attribution | None:
        m = re.compile(rf"([A-Z][^:.;{QUOTED}]{{1,80}}): ?({QUOTED}+[,.]?)").fullmatch(
            self.masked, self.start, self.end
        )
        if not m or CUE.search(m[1]) or set(m[1].lower().split()) & (STOPS | PRONOUNS) or len(m[1].split()) > 10:
            return None
        return Attribution(source=(m.span(1),), cue=(m.end(1), m.end(1) + 1), content=(m.span(2),))

    def _last_word(self) -> Attribution | None:
        """`..., X said.`, whatever else the sentence says."""
        for cue in CUE.finditer(self.masked, self.start, self.end):
            tail = TAIL.match(self.masked, cue.end(), self.end)
            if tail and self.masked[tail.end() : self.end].strip() in {"", "."}:
                return self._after(cue, self.start)
        return None

    def _at(self, cue: re.Match[str], before: list[Attribution]) -> Attribution | None:
        at = max((e for a in before for _, e in a.spans), default=self.start)
        verb = cue["verb"]
        if re.search(r"\bto $|\bby $", self.masked[at : cue.start()]):
            return None
        if FRAMES["gerund"].fullmatch(verb) and cue.start("verb") == cue.start():
            return self._participle(cue, before)
        return (
            self._after(cue, at) or self._inverted(cue, at) or self._unsourced(cue, at) or self._ahead(cue, at, before)
        )

    def _after(self, cue: re.Match[str], at: int) -> Attribution | None:
        """`..., X said`, `..., X said on Monday, ...`."""
        verb = cue["verb"]
        if not FRAMES["speech"].fullmatch(verb) or re.match(r"\s*(?:that\b|:)", self.masked[cue.end() :]):
            return None
        end = self._hearer(cue.end()) if FRAMES["hearer"].fullmatch(verb) else cue.end()
        tail = TAIL.match(self.masked, end, self.end)
        source = self._subject(at, cue.start(), nearest=True)
        if not tail or not source:
            return None
        return self._around(cue, source, at, source[0], tail.end())

    def _inverted(self, cue: re.Match[str], at: int) -> Attribution | None:
        """`..., said X`."""
        masked = self.masked
        if cue["verb"][-1] == "s" and cue["verb"] not in {"says", "adds", "writes", "notes", "tells"}:
            return None
        if not FRAMES["speech"].fullmatch(cue["verb"]) or not self.masked[at : cue.start()].rstrip().endswith(","):
            return None
        source = re.compile(rf" ?((?:[^\s,.;:{QUOTED}]|\.(?=\S| [A-Z]))[^,;:{QUOTED}—]*)").match(
            self.masked, cue.end(), self.end
        )
        named = source and not set(re.split(r"[ ]", source[1].lower())[:-1]) & (STOPS | PRONOUNS)
        aside = re.search(
            r", (?:who|which|whose|an?|the|\w+ly|however|too|in|on|by|at|for) [^,]*,\s*$|, \w+,\s*$",
            masked[at : cue.start()],
        )
        if not source or not named or (aside and QUOTED not in aside.group()):
            return None
        stop = source.end()
        if self.masked.startswith(",", stop) and not re.match(
            rf",? (?:{QUOTED}|\w+ing\b|and|but|as|in|on|at|after)", self.masked[stop:]
        ):
            stop = self._find(rf"[{QUOTED};—]|, (?:\w+ing|and|but|as|in|on|at|after)\b", stop)
        span = self._trim(source.start(1), stop)
        return self._around(cue, span, at, cue.start(), stop) if span else None

    def _around(self, cue: re.Match[str], source: Span, at: int, stop: int, after: int) -> Attribution | None:
        """Content before the source and cue, and whatever of it goes on behind them."""
        first = self._trim(at, stop)
        if not first or not re.search(r"[,—-]\s*$", self.masked[at:stop]):
            return None
        quoted = QUOTED in self.masked[slice(*first)]
        if not quoted and len(self.masked[slice(*first)].split()) < 3 and self.end - after < 20:
            return None
        content = [first]
        rest = self._trim(after, self.end)
        if rest and self.masked[rest[0]] == QUOTED:
            content.append((rest[0], self._quote_end(rest[0])))
        elif (
            rest
            and not quoted
            and self.masked.startswith(",", after)
            and not re.match(
                r"(?:\w+ing|who|which|while|as|after|when|during|adding|but|and \w+ed)\b", self.masked[rest[0] :]
            )
        ):
            content.append(rest)
        return Attribution(source=(source,), cue=cue.span(), content=tuple(content))

    def _unsourced(self, cue: re.Match[str], at: int) -> Attribution | None:
        """`it was reported that ...`, `X is said to ...`, `X appears to ...`."""
        words = self.masked[slice(*cue.span())]
        passive = FRAMES["passive"].fullmatch(cue["verb"]) and re.search(r"\b(?:is|are|was|were|been|be)\b", words)
        if not passive and not FRAMES["raising"].fullmatch(cue["verb"]):
            return None
        m = re.compile(r" (to|that) ").match(self.masked, cue.end(), self.end)
        subject = self._subject(at, cue.start())
        if not m or not subject:
            return None
        rest = (m.start(1), self._clause_end(m.end()))
        if m[1] == "that":
            return (
                Attribution(cue=cue.span(), content=(rest,)) if self.masked[slice(*subject)].lower() == "it" else None
            )
        return Attribution(cue=cue.span(), content=(subject, rest))

    def _ahead(self, cue: re.Match[str], at: int, before: list[Attribution]) -> Attribution | None:
        """`X said that ...`, `X told Y that ...`, `X denied ...`."""
        verb = cue["verb"]
        if re.search(r"\b(?:is|are|was|were|been|be)\b", cue.group()) and not verb.endswith("ing"):
            return None
        source: tuple[Span, ...] = ()
        if before and re.search(r"(?:^|\s|,)(?:and|but|then)\s+$", self.masked[at : cue.start()]):
            source = before[-1].source
        elif subject := self._subject(at, cue.start()):
            source = (subject,)
        if not source:
            return None
        speaker = self.masked[slice(*source[0])].lower()
        if speaker in {"i", "we", "you"} or (speaker == "who" and not FRAMES["clause"].fullmatch(verb)):
            return None
        if FRAMES["noun"].fullmatch(verb) and cue.start() == cue.start("verb") and not self._finite(speaker, cue):
            return None
        return self._content(cue, source)

    def _finite(self, speaker: str, cue: re.Match[str]) -> bool:
        """Tell whether a form that may be a noun ("reports") is a verb here: its number must fit."""
        if cue["verb"] in {"say", "says"} or speaker in PRONOUNS | {"who"}:
            return True
        clear = re.match(rf" (?:that\b|{QUOTED})", self.masked[cue.end() :])
        if cue["verb"].endswith("s"):
            return bool(clear) or not speaker.endswith("s")
        return speaker.rstrip(",").endswith(("s", "people")) and (
            bool(clear) or bool(re.fullmatch(r"(?:\w+ ){0,2}\w+s", speaker))
        )

    def _content(self, cue: re.Match[str], source: tuple[Span, ...]) -> Attribution | None:
        """Find what is said behind a cue."""
        verb, masked = cue["verb"], self.masked
        start, end = cue.span()

        def made(begin: int, stop: int, cue_end: int = end) -> Attribution | None:
            span = self._trim(begin, stop)
            return Attribution(source=source, cue=(start, cue_end), content=(span,)) if span else None

        at = self._hearer(end) if FRAMES["hearer"].fullmatch(verb) or FRAMES["asking"].fullmatch(verb) else end
        if m := re.compile(rf":\s*(?={QUOTED})").match(masked, at, self.end):
            return made(m.end(), self._quote_end(m.end()), end + (at == end))
        if FRAMES["clause"].fullmatch(verb) or FRAMES["hearer"].fullmatch(verb):
            away = AWAY.match(masked, at, self.end)
            if away:
                return made(away.end() + 1, self._clause_end(away.end() + 1))
            skipped = SKIP.match(masked, at, self.end)
            at = skipped.end() if skipped else at
            if WH.match(masked, at + 1) or (FRAMES["bare"].fullmatch(verb) or at > end) and self._clause_here(at):
                return made(at + 1, self._clause_end(at + 1))
        if FRAMES["infinitive"].fullmatch(verb) and masked.startswith(" to ", end):
            return made(end + 1, self._clause_end(end + 1))
        if FRAMES["asking"].fullmatch(verb) and re.compile(r"(?: [^\s,.;:]+){1,8}? to \w").match(masked, end, self.end):
            return made(end + 1, self._clause_end(end + 1))
        if FRAMES["object"].fullmatch(verb) and re.match(
            r" (?!(?:to|that|by|in|on|at|as|for|with|and|or)\b)[\w$¤]", masked[end : end + 12]
        ):
            return made(end + 1, self._clause_end(end + 1, short=True))
        return None

    def _participle(self, cue: re.Match[str], before: list[Attribution]) -> Attribution | None:
        """`..., adding that ...`: the source is who acts in the clause before."""
        if not self.masked[self.start : cue.start()].rstrip().endswith((",", QUOTED)):
            return None
        source = before[-1].source if before else self._opening()
        return self._content(cue, source) if source else None

    # -- parts ---------------------------------------------------------------------------------------------------

    def _opening(self) -> tuple[Span, ...]:
        """Return the subject that a sentence opens with, where it is a pronoun or a name."""
        m = re.compile(
            r"(?:(?:But|And|Yet) )?((?:He|She|They|It|he|she|they)|(?:The )?[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)+)(?= [a-z]+(?:ed|s)? )"
        ).match(self.masked, self.start, self.end)
        return (m.span(1),) if m else ()

    def _subject(self, lo: int, hi: int, *, nearest: bool = False) -> Span | None:
        """Return the noun phrase right before `hi`, with its apposition; None where that is doubtful."""
        masked = self.masked
        if away := re.compile(rf",?(?<![^\s,])\s*{TIME.pattern},?\s*$").search(masked[lo:hi]):
            hi = lo + away.start()
        while hi > lo and masked[hi - 1].isspace():
            hi -= 1
        if hi > lo and masked[hi - 1] == "," and (hi < 2 or masked[hi - 2] != QUOTED):
            return self._apposition(lo, hi, nearest=nearest)
        first = self._phrase(lo, hi)
        if first is None:
            return None
        return self._clean(first, hi)

    def _phrase(self, lo: int, hi: int) -> int | None:
        """Return where the words of a noun phrase that ends at `hi` begin."""
        words = [(lo + m.start(), m.group()) for m in re.finditer(r"\S+", self.masked[lo:hi])]
        first, relative = None, False
        for i in range(len(words) - 1, -1, -1):
            start, word = words[i]
            low = word.lower()
            if word[-1] in ",;:—–" or word in {"-", "--"}:
                break
            if low in {"who", "which"}:
                if first is None:
                    return start if low == "who" else None
                relative = False
            elif low in JOINS:
                if low != "and" or not self._names(words[:i]):
                    break
            elif low in STOPS:
                relative = True
            first = start
        if relative or first is None or re.match(r"(?:who|which)\s+\S", self.masked[first:hi]):
            return None
        return first

    @staticmethod
    def _names(words: list[tuple[int, str]]) -> bool:
        """Tell whether the words back to the last comma are names, as in "A and B said"."""
        tail: list[str] = []
        for _, word in reversed(words):
            if word[-1] in ",;:":
                break
            tail.append(word)
        return 0 < len(tail) <= 6 and all(w[0].isupper() or w in DETERMINERS or w in {"of", "de"} for w in tail)

    def _clean(self, start: int, end: int) -> Span | None:
        """Take times and adverbs off a noun phrase; None if what is left is none."""
        while m := re.compile(rf"(?:{LEAD.pattern}|(?:But|And|Yet|So),? )(?=\S)", re.IGNORECASE).match(
            self.masked, start, end
        ):
            start = m.end()
        tail = re.compile(rf",? {TIME.pattern}$").search(self.masked[start:end])
        end = start + tail.start() if tail and tail.start() else end
        words = self.masked[start:end].split()
        if not words or len(words) > 25 or not re.search(r"\w", self.masked[start:end]):
            return None
        if (
            words[0].lower() in STARTS
            or re.match(r"[a-z]+(?:ed|ing)$", words[0])
            or not _ENDS.search(words[-1].lower())
        ):
            return None
        return start, end

    def _apposition(self, lo: int, hi: int, *, nearest: bool) -> Span | None:
        """`X, the Y of Z,`."""
        hard = max((m.end() for m in re.compile(rf"[;:—–]|{QUOTED},").finditer(self.masked, lo, hi)), default=lo)
        cuts = [hard, *(m.end() for m in re.compile(r",").finditer(self.masked, hard, hi))]
        parts = [(a, b - 1) for a, b in zip(cuts, cuts[1:], strict=False)]
        if nearest:
            parts = parts[-2:]
        while len(parts) > 1 and self._adverbial(*parts[0]):
            parts = parts[1:]
        if not 2 <= len(parts) <= 3:
            return None
        first = self._phrase(*parts[0])
        head = self._clean(first, parts[0][1]) if first is not None else None
        if head and self._adverbial(*parts[-1]):
            return head if len(parts) == 2 else (head[0], parts[-1][0] - 1)
        if (
            not head
            or len(self.masked[head[0] : hi].split()) > 35
            or re.match(r"\s*(?:and|but|or)\b", self.masked[parts[1][0] :])
        ):
            return None
        return head[0], hi

    def _adverbial(self, start: int, end: int) -> bool:
        words = re.sub(r"^(?:But|And|Yet|So) ", "", self.masked[start:end].strip()).split()
        return (
            not words
            or words[0].lower() in STARTS | {"however", "still", "meanwhile", "too"}
            or bool(LEAD.fullmatch(" ".join(words)))
        )

    def _hearer(self, at: int) -> int:
        """Return where the words for the person told end: before `that`, a quotation, a clause or the sentence's end."""
        person = r"(?:me|him|her|us|them|you|reporters|journalists|people|(?:(?:the|a|an|his|her|its|their) )?(?:[\w.’'-]+ ){0,3}?[\w.’'-]+)"
        m = re.compile(
            rf" {person}(?=\s*(?:[,.:;{QUOTED}]|$)| (?:that|on|in|at|during|to|he|she|they|it|there|the)\b| {TIME.pattern})"
        ).match(self.masked, at, self.end)
        return m.end() if m else at

    def _clause_here(self, at: int) -> bool:
        return bool(
            re.compile(
                rf" (?!(?:in|on|at|to|about|of|by|as|with|from|during|after|before|nothing|and|or|but|so|more)\b)[\w$¤“\"]"
            ).match(self.masked, at, self.end)
        )

    def _clause_end(self, at: int, *, short: bool = False) -> int:
        """Return where a clause that begins at `at` ends: before another speech act of the same sentence, if any."""
        gerund, past = FRAMES["gerund"].pattern, FRAMES["past"].pattern
        cuts = (
            rf"(?:,| [-—–]) (?:\w+ly )?{gerund}\b|,? (?:and|but|then) (?:\w+ly |also |later )?{past} (?:that\b|to\b|{QUOTED})"
            rf"|,? (?:and|but) (?:he|she|they|it) (?:also |later )?{past}\b|;|, however\b"
        )
        if short:
            cuts += rf"|, [a-z]| [-—–] | (?:while|after|when|during|because|before|if) |,? (?:and|but) (?:\w+ly |also |later )?{past}\b"
        return self._find(cuts, at)

    def _quote_end(self, at: int) -> int:
        """Return where a quotation ends, or the sentence where it goes on after it."""
        m = re.compile(rf"{QUOTED}+,?").match(self.masked, at, self.end)
        return m.end() if m else at

    def _find(self, pattern: str, at: int) -> int:
        m = re.compile(pattern).search(self.masked, at, self.end)
        return m.start() if m else self.end

    def _trim(self, start: int, end: int) -> Span | None:
        """Return `start:end` without blanks, commas and stops at its ends; closing quotation marks stay."""
        while start < end and self.text[start] in " \n\t\xa0,;:-—–":
            start += 1
        while end > start and self.text[end - 1] in " \n\t\xa0,;:.-—–":
            end -= 1
        return (start, end) if start < end else None
