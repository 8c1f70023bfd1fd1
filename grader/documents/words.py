"""What documents say besides what a bank's texts say, by language; in English where we have no words of a language."""

from collections.abc import Mapping

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "answer": "Answer",
        "certificate": "Certificate",
        "choose": "Choose one.",
        "claims": "Claims",
        "claims_are": "Each was run on what the solver found; behind its statement stand the values that it "
        "read and that a text quotes.",
        "decision": "verdict",
        "detail": "detail",
        "evidence": "Evidence",
        "fill": "For each number, choose a letter, or write an answer where no letter is given.",
        "form": "Form",
        "key": "Key",
        "name": "Name",
        "or": "or",
        "of_student": "The answers are given in Moodle. Run the cells, and add your own, to find them.",
        "of_solved": "Each answer is computed in front of you, by functions of the question bank: those on which the "
        "key rests, or those that find the same in another way. The outputs stand here as the bank knows them.",
        "options": "options",
        "question": "Question",
        "right": "right",
        "seeds": "seeds",
        "several": "Choose one or more.",
        "solved": "solved",
        "statement": "statement",
        "void": "none: every option earns the whole mark",
        "why": "Why",
    },
    "pt-BR": {
        "answer": "Resposta",
        "certificate": "Certificado",
        "choose": "Escolha uma alternativa.",
        "claims": "Afirmações",
        "claims_are": "Cada uma foi executada com o que a solução encontrou; após o enunciado, em inglês, os "
        "valores que leu e que algum texto cita.",
        "decision": "veredito",
        "detail": "detalhe",
        "evidence": "Evidências",
        "fill": "Para cada número, escolha uma letra, ou escreva uma resposta onde não há letra.",
        "form": "Versão",
        "key": "Gabarito",
        "name": "Nome",
        "or": "ou",
        "of_student": "As respostas são dadas no Moodle. Execute as células, e acrescente as suas, para encontrá-las.",
        "of_solved": "Cada resposta é calculada à sua frente, com funções do banco de questões: aquelas em que o "
        "gabarito se apoia, ou as que encontram o mesmo de outro modo. As saídas estão aqui como o banco as conhece.",
        "options": "alternativas",
        "question": "Questão",
        "right": "certa",
        "seeds": "sementes",
        "several": "Escolha uma ou mais alternativas.",
        "solved": "resolvida",
        "statement": "enunciado",
        "void": "nenhum: toda alternativa vale a nota inteira",
        "why": "Justificativa",
    },
}


def words_in(language: str) -> Mapping[str, str]:
    """The words of a language."""
    return WORDS.get(language, WORDS["en"])
