"""Two exports compared in the space of answers: keys, fractions, numbers, texts, question by question."""
