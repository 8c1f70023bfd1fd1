"""What begins a bank: new questions, and quizzes that are imported."""
