"""The mistakes that people make in a question and its parameters."""

from broken.breaks import QUESTION, SOLVER, appending, both, replacing
from mistakes.mistake import NUMPY, NUMPY_IN_QUESTION, REFUTED, Mistake, encoded, in_question, removed, tags

OF_QUESTIONS: dict[str, Mistake] = {
    "a question that imports the bank": Mistake(
        replacing(QUESTION, "from .solver import", "from .. import QUESTIONS\nfrom .solver import"),
        "B002",
        QUESTION,
        "the two import each other",
    ),
    "a solver that imports its question": Mistake(
        appending(SOLVER, "\nfrom . import QUESTION\n"), "B002", SOLVER, "the two import each other"
    ),
    "a solver in UTF-16": Mistake(encoded(SOLVER, "utf-16"), "B002", SOLVER, "save the file in UTF-8"),
    "a solver that there is not": Mistake(removed(SOLVER), "B002", QUESTION, "No module named 'middle.solver'"),
    "a question without its module": Mistake(removed(QUESTION), "B002", "middle", "expected a question: a folder with"),
    "a design of a dict": Mistake(in_question("design={}"), "B002", QUESTION, "design: expected a Design"),
    "a mark too high for Moodle": Mistake(in_question("maximum_mark=1e9"), "K006", QUESTION, "up to 99999"),
    "an absolute import of the solver": Mistake(
        replacing(QUESTION, "from .solver import", "from solver import"), "B002", QUESTION, "imported with dots"
    ),
    "a syntax error in the solver": Mistake(
        replacing(SOLVER, "def solve(", "def solve(("), "B002", SOLVER, "SyntaxError"
    ),
    "an indentation error": Mistake(
        replacing(SOLVER, "    distances = {", "  distances = {"), "B002", SOLVER, "IndentationError"
    ),
    "a name that is not defined": Mistake(in_question("parametrs=Parametrs()"), "B002", QUESTION, "NameError"),
    "an argument that there is not": Mistake(
        in_question("marks=2"), "B002", QUESTION, "unexpected keyword argument 'marks'"
    ),
    "claims left out": Mistake(
        replacing(QUESTION, "    claims=(median_is_nearer, mean_follows_the_tail),\n", ""),
        "B002",
        QUESTION,
        "missing 1 required",
    ),
    "a question that is none": Mistake(
        appending(QUESTION, "\nQUESTION = (QUESTION,)\n"), "B002", QUESTION, "expected a Question by the name QUESTION"
    ),
    "a question by another name": Mistake(
        replacing(QUESTION, "QUESTION = Question", "QUESTIONS = Question"), "B002", QUESTION, "received None"
    ),
    "an id unlike the folder's name": Mistake(
        replacing(QUESTION, 'id="middle"', 'id="median"'), "B002", QUESTION, "no folder of the bank has this name"
    ),
    "an id with a dash": Mistake(
        replacing(QUESTION, 'id="middle"', 'id="the-middle"'), "B002", QUESTION, "expected letters, digits and _"
    ),
    "the parameters' class": Mistake(
        replacing(QUESTION, "parameters=Parameters()", "parameters=Parameters"), "B002", QUESTION, "write Parameters()"
    ),
    "parameters in a dict": Mistake(
        replacing(QUESTION, "parameters=Parameters()", 'parameters={"sample": (1, 2)}'),
        "B002",
        QUESTION,
        "a frozen dataclass",
    ),
    "parameters that are not frozen": Mistake(
        replacing(SOLVER, "@dataclass(frozen=True)\nclass Parameters", "@dataclass\nclass Parameters"),
        "B002",
        QUESTION,
        "write @dataclass(frozen=True) above Parameters",
    ),
    "an array in the parameters": Mistake(
        both(
            NUMPY,
            NUMPY_IN_QUESTION,
            replacing(QUESTION, "parameters=Parameters()", "parameters=Parameters(np.array([1.0, 2.0, 6.0]))"),
        ),
        "B002",
        QUESTION,
        "parameters.sample is an array",
    ),
    "a list in the parameters": Mistake(
        replacing(QUESTION, "parameters=Parameters()", "parameters=Parameters([1.0, 2.0, 6.0])"),
        "B002",
        QUESTION,
        "parameters.sample is a list",
    ),
    "a list as a default": Mistake(
        replacing(SOLVER, "= (1.0, 2.0, 6.0)", "= [1.0, 2.0, 6.0]"), "B002", SOLVER, "mutable default"
    ),
    "a function in the parameters": Mistake(
        replacing(QUESTION, "parameters=Parameters()", "parameters=Parameters(lambda x: x)"),
        "B002",
        QUESTION,
        "no name of its own",
    ),
    "a solver that was called": Mistake(
        replacing(QUESTION, "solve=solve", "solve=solve(Parameters())"), "B002", QUESTION, "named without calling it"
    ),
    "an item that was made": Mistake(
        replacing(QUESTION, "item=item", "item=item(solve(Parameters()))"),
        "B002",
        QUESTION,
        "named without calling it",
    ),
    "claims without a comma": Mistake(
        replacing(QUESTION, "claims=(median_is_nearer, mean_follows_the_tail)", "claims=(median_is_nearer)"),
        "B002",
        QUESTION,
        "write (median_is_nearer,), with the comma",
    ),
    "claims in a list": Mistake(
        replacing(
            QUESTION,
            "claims=(median_is_nearer, mean_follows_the_tail)",
            "claims=[median_is_nearer, mean_follows_the_tail]",
        ),
        "B002",
        QUESTION,
        "received a list",
    ),
    "claims in a set": Mistake(
        replacing(
            QUESTION,
            "claims=(median_is_nearer, mean_follows_the_tail)",
            "claims={median_is_nearer, mean_follows_the_tail}",
        ),
        "B002",
        QUESTION,
        "received a set",
    ),
    "claims by name": Mistake(
        replacing(QUESTION, "claims=(median_is_nearer, mean_follows_the_tail)", 'claims=("median_is_nearer",)'),
        "B002",
        QUESTION,
        "expected claims, received 'median_is_nearer' in place 1",
    ),
    "a claim that was not made one": Mistake(
        replacing(QUESTION, f"@claim({REFUTED})\n", ""), "B002", QUESTION, "is @claim(refuted_by=...) missing above it?"
    ),
    "a claim without a counterexample": Mistake(
        replacing(QUESTION, f"@claim({REFUTED})", "@claim"), "B002", QUESTION, "claim() takes 0 positional arguments"
    ),
    "a counterexample that was made": Mistake(
        replacing(QUESTION, REFUTED, "refuted_by=solve(Parameters((1.0, 2.0, 3.0)))"),
        "B002",
        QUESTION,
        "refuted_by: expected a function",
    ),
    "one tag": Mistake(tags('"statistics"'), "B002", QUESTION, "write ('statistics',), with the comma"),
    "tags in a list": Mistake(
        tags('["statistics"]'), "B002", QUESTION, "tags: expected a tuple of tags, received a list"
    ),
    "a number for a tag": Mistake(tags("(1,)"), "B002", QUESTION, "expected tags, received 1 in place 1"),
    "shuffle in words": Mistake(
        in_question('shuffle="no"'), "B002", QUESTION, "shuffle: expected True or False, received 'no'"
    ),
    "waivers in a tuple": Mistake(
        in_question('waivers=("W001",)'), "B002", QUESTION, "waivers: expected reasons by code"
    ),
    "a mark of nothing": Mistake(in_question("maximum_mark=0"), "K006", QUESTION, "received 0"),
    "a mark below nothing": Mistake(in_question("maximum_mark=-1"), "K006", QUESTION, "received -1"),
    "a mark in words": Mistake(in_question('maximum_mark="1"'), "K006", QUESTION, "received '1'"),
    "a mark that is no number": Mistake(in_question('maximum_mark=float("nan")'), "K006", QUESTION, "received nan"),
    "a mark without end": Mistake(in_question('maximum_mark=float("inf")'), "K006", QUESTION, "received inf"),
    "a mark that is a truth": Mistake(in_question("maximum_mark=True"), "K006", QUESTION, "received True"),
}
