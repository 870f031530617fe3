"""The attributions of one sentence, by rule; quotations in it are masked. Code points throughout."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from reportedly_train import phrases
from reportedly_train.phrases import BE, CUE, FRAMES, PRONOUNS, QUOTED, STARTS, STOPS
from reportedly_train.subjects import adverbial, opening, subject

Span = tuple[int, int]

_ACCORDING = re.compile(r"[Aa]ccording to (?!which)")
_COLON = re.compile(rf"([A-Z][^:.;{QUOTED}]{{1,80}}): ?({QUOTED}+[,.]?)")
_APPOSED = re.compile(r", (?:an?|who|which|whose|the) ")
_SPEAKER = re.compile(rf" ?((?:[^\s,.;:{QUOTED}]|\.(?=\S| [A-Z]))[^,;:{QUOTED}—]*)")
_NO_APPOSITION = rf",? (?:{QUOTED}|\w+ing|and|but|as|in|on|at|after)"
_ASIDE = re.compile(r", (?:(?:who|which|whose|an?|the|\w+ly|however|too|in|on|by|at|for) [^,¤]*|\w+),\s*$")
_GOES_ON = re.compile(r"(?!(?:\w+ing|who|which|while|as|after|when|during|but|and \w+ed)\b)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """One source at most, one cue, contents in text order."""

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
        """Return the outermost attributions, from left to right; none shares a character with another's."""
        if whole := self._according() or self._colon() or self._last_word():
            return [whole]
        found: list[Attribution] = []
        at = self.start
        while cue := CUE.search(self.masked, at, self.end):
            at = cue.end()
            if new := self._at(cue, found):
                found.append(new)
                at = max(e for _, e in new.spans)
        return found

    def _according(self) -> Attribution | None:
        """`According to X, ...`, `..., according to X`."""
        m = _ACCORDING.search(self.masked, self.start, self.end)
        if not m:
            return None
        comma = self._find(",", m.end())
        if m.start() == self.start:
            if _APPOSED.match(self.masked, comma) and not self.masked.startswith(", the ", comma):
                comma = self._find(",", comma + 1)
            parts = [self._trim(comma + 1, self.end)]
        elif comma == self.end or _APPOSED.match(self.masked, comma):
            comma, parts = self.end, [self._trim(self.start, m.start())]
        else:
            lead = re.compile(r"(?:[A-Z]\w+, )?").match(self.masked, self.start).end()
            parts = [self._trim(lead, m.start()), self._trim(comma + 1, self.end)]
            parts = parts[lead == m.start() :]
        source, content = self._trim(m.end(), comma), tuple(p for p in parts if p)
        if not source or len(content) < len(parts) or len(self._words(source)) > 25:
            return None
        return Attribution(source=(source,), cue=(m.start(), m.end() - 1), content=content)

    def _colon(self) -> Attribution | None:
        """`X: "..."`."""
        m = _COLON.fullmatch(self.masked, self.start, self.end)
        if not m or CUE.search(m[1]) or len(m[1].split()) > 10 or {*m[1].lower().split()} & (STOPS | PRONOUNS):
            return None
        return Attribution(source=(m.span(1),), cue=(m.end(1), m.end(1) + 1), content=(m.span(2),))

    def _last_word(self) -> Attribution | None:
        """`..., X said.`, whatever else the sentence says."""
        for cue in CUE.finditer(self.masked, self.start, self.end):
            tail = phrases.TAIL.match(self.masked, cue.end(), self.end)
            if tail and self.masked[tail.end() : self.end].strip() in {"", "."}:
                return self._after(cue, self.start)
        return None

    def _at(self, cue: re.Match[str], before: list[Attribution]) -> Attribution | None:
        at = max((e for a in before for _, e in a.spans), default=self.start)
        if self.masked[at : cue.start()].endswith((" to ", " by ")):
            return None
        if FRAMES["gerund"].fullmatch(cue.group()):
            return self._participle(cue, before)
        return (
            self._after(cue, at) or self._inverted(cue, at) or self._unsourced(cue, at) or self._ahead(cue, at, before)
        )

    def _after(self, cue: re.Match[str], at: int) -> Attribution | None:
        """`..., X said`, `..., X said on Monday, ...`."""
        if not FRAMES["speech"].fullmatch(cue["verb"]) or self.masked.startswith((" that ", ":"), cue.end()):
            return None
        end = self._hearer(cue.end()) if FRAMES["hearer"].fullmatch(cue["verb"]) else cue.end()
        tail = phrases.TAIL.match(self.masked, end, self.end)
        source = subject(self.masked, at, cue.start(), nearest=True)
        return self._around(cue, source, at, source[0], tail.end()) if tail and source else None

    def _inverted(self, cue: re.Match[str], at: int) -> Attribution | None:
        """`..., said X`."""
        before = self.masked[at : cue.start()].rstrip()
        source = _SPEAKER.match(self.masked, cue.end(), self.end)
        if not FRAMES["after"].fullmatch(cue["verb"]) or not before.endswith(",") or not source:
            return None
        if QUOTED not in before and cue["verb"] not in {"said", "says", "added"}:
            return None
        if (
            source[1].split()[0].lower() in STARTS
            or {*source[1].lower().split()[:-1]} & (STOPS | PRONOUNS)
            or _ASIDE.search(before)
        ):
            return None
        stop = source.end()
        if self.masked.startswith(",", stop) and not re.match(_NO_APPOSITION, self.masked[stop : stop + 30]):
            stop = self._find(rf"[{QUOTED};—]|{_NO_APPOSITION[0]}{_NO_APPOSITION[2:]}\b", stop)
        span = self._trim(source.start(1), stop)
        if span and (aside := phrases.ASIDE.search(self.masked[slice(*span)])):
            span = self._trim(span[0], span[0] + aside.start())
        return self._around(cue, span, at, cue.start(), stop) if span else None

    def _around(self, cue: re.Match[str], source: Span, at: int, stop: int, after: int) -> Attribution | None:
        """Content `at:stop` before the source and cue, and whatever of it goes on at `after`."""
        first, rest = self._trim(at, stop), self._trim(after, self.end)
        if not first or not self.masked[at:stop].rstrip().endswith((",", "—", "-")):
            return None
        words = self.masked[slice(*first)]
        more = self._quotation(rest[0]) if rest else None
        if QUOTED in words:
            content = (first, more) if more else (first,)
        else:
            aside = (adverbial(words) and len(words.split()) < 9) or bool(re.match(r"[A-Z]\w+ing\b", words))
            goes_on = rest and self.masked[after] == "," and _GOES_ON.match(self.masked, rest[0])
            if aside and more:
                content = (more,)
            elif goes_on and rest:
                content = (first, rest)
            elif aside or len(words.split()) < 3:
                return None
            else:
                content = (first,)
        return Attribution(source=(source,), cue=cue.span(), content=content)

    def _unsourced(self, cue: re.Match[str], at: int) -> Attribution | None:
        """`it was reported that ...`, `X is said to ...`."""
        m = re.compile(r" (to|that) ").match(self.masked, cue.end(), self.end)
        what = subject(self.masked, at, cue.start())
        if not m or not what or not FRAMES["passive"].fullmatch(cue["verb"]) or not re.search(BE, cue.group()):
            return None
        rest = (m.start(1), self._find(phrases.CLAUSE_END, m.end()))
        if m[1] == "to":
            return Attribution(cue=cue.span(), content=(what, rest))
        return Attribution(cue=cue.span(), content=(rest,)) if self.text[slice(*what)].lower() == "it" else None

    def _ahead(self, cue: re.Match[str], at: int, before: list[Attribution]) -> Attribution | None:
        """`X said that ...`, `X told Y that ...`, `X denied ...`."""
        if re.search(BE, cue.group()) and not cue["verb"].endswith("ing"):
            return None
        source: Span | None
        if re.search(r"(?:^|\s|,)(?:and|but|then)\s+$", self.masked[at : cue.start()]):
            source = self._actor(before)
        else:
            source = subject(self.masked, at, cue.start())
        if not source or not self._agree(self.masked[slice(*source)].lower().rstrip(","), cue):
            return None
        return self._content(cue, source)

    def _agree(self, speaker: str, cue: re.Match[str]) -> bool:
        """Tell whether speaker and verb fit: in number where the form may be a noun ("reports")."""
        if speaker in {"i", "we", "you"} or (speaker == "who" and not FRAMES["bare"].fullmatch(cue["verb"])):
            return False
        if speaker in PRONOUNS | {"who"} or cue.group() in {"say", "says"} or not FRAMES["noun"].fullmatch(cue.group()):
            return True
        clear = bool(re.match(rf" (?:that\b|{QUOTED})", self.masked[cue.end() :]))
        if cue["verb"].endswith("s"):
            return clear or not speaker.endswith("s")
        return speaker.endswith(("s", "people")) and (clear or len(speaker.split()) <= 3)

    def _participle(self, cue: re.Match[str], before: list[Attribution]) -> Attribution | None:
        """`..., adding that ...`: the source is who acts in the clause before."""
        if not self.masked[self.start : cue.start()].rstrip().endswith((",", QUOTED)):
            return None
        source = self._actor(before)
        return self._content(cue, source) if source else None

    def _actor(self, before: list[Attribution]) -> Span | None:
        """Return the last source of the sentence, else the subject it opens with."""
        if before:
            return before[-1].source[0] if before[-1].source else None
        return opening(self.masked, self.start, self.end)

    def _content(self, cue: re.Match[str], source: Span) -> Attribution | None:
        """Find what is said behind a cue."""
        masked, end = self.masked, cue.end()
        is_a = {name for name, frame in FRAMES.items() if frame.fullmatch(cue["verb"])}
        if phrases.PARTICLE.match(masked, end, self.end):
            return None
        at = self._hearer(end) if is_a & {"hearer", "asking"} else end
        stop = phrases.CLAUSE_END
        if m := re.compile(rf":\s*(?={QUOTED})").match(masked, at, self.end):
            colon = end + (at == end)
            return self._made((cue.start(), colon), source, self._quotation(m.end()))
        if is_a & {"clause", "hearer"}:
            if away := phrases.AWAY.match(masked, at, self.end):
                return self._made(cue.span(), source, self._trim(away.end(), self._find(stop, away.end() + 1)))
            at = phrases.TIMES.match(masked, at, self.end).end()
            clause = phrases.CLAUSE.match(masked, at, self.end) if "bare" in is_a or at > end else None
            if clause or phrases.WH.match(masked, at, self.end) or ("asking" in is_a and masked.startswith(" if ", at)):
                return self._made(cue.span(), source, self._trim(at, self._find(stop, at + 1)))
        if "infinitive" in is_a and masked.startswith(" to ", end):
            return self._made(cue.span(), source, self._trim(end, self._find(stop, end)))
        if "asking" in is_a and phrases.TO_DO.match(masked, end, self.end):
            return self._made(cue.span(), source, self._trim(end, self._find(stop, end)))
        if "object" in is_a and phrases.NOUN.match(masked, end, self.end):
            return self._made(cue.span(), source, self._trim(end, self._find(phrases.NOUN_END, end)))
        return None

    @staticmethod
    def _made(cue: Span, source: Span, content: Span | None) -> Attribution | None:
        return Attribution(source=(source,), cue=cue, content=(content,)) if content else None

    def _hearer(self, at: int) -> int:
        m = phrases.HEARER.match(self.masked, at, self.end)
        return m.end() if m else at

    def _quotation(self, at: int) -> Span | None:
        m = re.compile(rf"{QUOTED}+,?").match(self.masked, at, self.end)
        return m.span() if m else None

    def _words(self, span: Span) -> list[str]:
        return self.masked[slice(*span)].split()

    def _find(self, pattern: str, at: int) -> int:
        """Return where `pattern` comes next, or the end; a closing mark masked as a comma belongs to what it closes."""
        m = re.compile(pattern).search(self.masked, at, self.end)
        return m.start() + (self.masked[m.start()] != self.text[m.start()]) if m else self.end

    def _trim(self, start: int, end: int) -> Span | None:
        """Return `start:end` without blanks, commas and stops at its ends; closing quotation marks stay."""
        while start < end and self.text[start] in " \n\t\xa0,;:-—–":
            start += 1
        while end > start and self.text[end - 1] in " \n\t\xa0,;:.-—–":
            end -= 1
        return (start, end) if start < end else None
