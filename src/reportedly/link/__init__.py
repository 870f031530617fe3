"""Links between rows of different articles: the same article, the same actor, the same event. Knows no database."""
