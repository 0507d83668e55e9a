package io.minerstack.agent.textcomponent;

/** Where the notebook of a reply comes from. */
enum NotebookSource {
    /** The model is asked for an answer only. */
    NONE,
    /** A field beside the answer, in which the model may also say "no update". */
    FIELD,
    /** The whole answer is the notebook, too: a model that can't write both writes the document only. */
    ANSWER
}
