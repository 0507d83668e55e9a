package io.minerstack.agent.search;

/** The search provider did not answer, or not with results. */
class SearchUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SearchUnavailable() {
        super("the search provider did not answer", null, false, false);
    }
}
