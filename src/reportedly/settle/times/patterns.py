"""Rules over token classes, applied level by level: what a level finds becomes a token for the next."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar

from reportedly.settle.times.tokens import Token

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Build = TypeVar("Build", bound="Callable[[Found], object]")
_CODES: Final[dict[str, str]] = {}  # class -> one character, so that a text's classes are a string


def code(kind: str) -> str:
    """Return the character of a class."""
    return _CODES.setdefault(kind, chr(0xE000 + len(_CODES)))


@dataclass(frozen=True, slots=True)
class Found:
    """A match of a rule; `found["name"]` is the value of the first token of a named part, None if it is absent."""

    match: re.Match[str]
    tokens: Sequence[Token]

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - a number, a code or a sense, by the token's class
        token = self.token(name)
        return token and token.value

    def token(self, name: str) -> Token | None:
        """Return the first token of a named part."""
        if name not in self.match.re.groupindex:
            return None
        start, end = self.match.span(name)
        return self.tokens[start] if end > start >= 0 else None

    def has(self, name: str) -> bool:
        """Tell whether a named part is there."""
        return self.token(name) is not None

    def word(self, name: str) -> str:
        """Return the first word of a named part, "" if it is absent."""
        token = self.token(name)
        return token.word if token else ""

    def kind(self, name: str) -> str:
        """Return the class of the first token of a named part, "" if it is absent."""
        token = self.token(name)
        return token.kind if token else ""

    def words(self, name: str) -> str:
        """Return the words of a named part, joined by blanks."""
        start, end = self.match.span(name)
        return " ".join(t.word for t in self.tokens[start:end]) if start >= 0 else ""

    @property
    def inside(self) -> Sequence[Token]:
        """The tokens of the match."""
        return self.tokens[self.match.start() : self.match.end()]

    @property
    def kinds(self) -> list[str]:
        """The classes of the match."""
        return [t.kind for t in self.inside]

    @property
    def before(self) -> Token:
        """The token before the match; a gap at the beginning of the text."""
        return self.tokens[self.match.start() - 1] if self.match.start() else _EDGE

    @property
    def after(self) -> Token:
        """The token behind the match; a gap at the end of the text."""
        return self.tokens[self.match.end()] if self.match.end() < len(self.tokens) else _EDGE

    @property
    def next_word(self) -> str:
        """The word behind the match as written, "" where it is one of the grammar's."""
        return str(self.after.value or self.after.word) if self.after.kind == "other" else ""


_EDGE: Final = Token(0, 0, "gap", None, "")


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern of classes, the class of the token it makes, and that token's value, mostly a sense; None refuses."""

    pattern: str
    makes: str
    build: Callable[[Found], object]


class Rules:
    """A level of the grammar. In a pattern, words are classes or `parts`; `name=` names what follows."""

    def __init__(self, parts: dict[str, str]) -> None:
        self.parts = dict.fromkeys(parts, "")
        for name, text in parts.items():
            self.parts[name] = self._compile(text)
        self.rules: list[Rule] = []
        self.patterns: list[re.Pattern[str]] = []

    def add(self, pattern: str, makes: str) -> Callable[[Build], Build]:
        """Return a decorator that makes a function the sense of a pattern."""

        def keep(build: Build) -> Build:
            self.rules.append(Rule(self._compile(pattern), makes, build))
            return build

        return keep

    def _compile(self, text: str) -> str:
        text = re.sub(r"\((?!\?)", "(?:", text)

        def one(m: re.Match[str]) -> str:
            body = self.parts.get(m[2]) or code(m[2])
            return f"(?P<{m[1]}>{body})" if m[1] else f"(?:{body})" if len(body) > 1 else body

        text = re.sub(r"(\w+)=\(\?:([^()]*)\)", lambda m: f"(?P<{m[1]}>{m[2]})", text)
        out, last = [], 0
        for m in re.finditer(r"\(\?P<\w+>|\(\?[:=!]|\(\?<[=!]|(?:(\w+)=)?(\w+)", text):
            out.append(text[last : m.start()])
            out.append(m.group() if m.group().startswith("(") else one(m))
            last = m.end()
        out.append(text[last:])
        return re.sub(r"\s+", "", "".join(out))

    def apply(self, tokens: list[Token]) -> list[Token]:
        """Return the tokens with what the rules find joined: the longest first, then in the order of the rules."""
        if len(self.patterns) < len(self.rules):  # at the first text, not at import
            self.patterns = [re.compile(rule.pattern) for rule in self.rules]
        classes = "".join([_CODES.get(t.kind) or code(t.kind) for t in tokens])
        matches = [
            (m.start() - m.end(), m.start(), i, m)
            for i, pattern in enumerate(self.patterns)
            for m in pattern.finditer(classes)
        ]
        if not matches:
            return tokens
        matches.sort(key=lambda x: x[:3])
        taken = bytearray(len(tokens))
        made: list[tuple[int, int, Token]] = []
        for _, start, i, m in matches:
            end = m.end()
            if any(taken[start:end]):
                continue
            rule = self.rules[i]
            sense = rule.build(Found(m, tokens))
            if sense is None:
                continue
            taken[start:end] = b"\1" * (end - start)
            word = tokens[end - 1].word if end - start == 1 else ""
            made.append((start, end, Token(tokens[start].start, tokens[end - 1].end, rule.makes, sense, word)))
        made.sort(key=lambda x: x[0])
        return list(_joined(tokens, made))


def _joined(tokens: Sequence[Token], made: Iterable[tuple[int, int, Token]]) -> Iterable[Token]:
    at = 0
    for start, end, token in made:
        yield from tokens[at:start]
        yield token
        at = end
    yield from tokens[at:]
