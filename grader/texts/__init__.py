"""The texts of questions: as their author wrote them, in which language, and rendered."""
