package io.minerstack.llmproxy.failure;

import io.minerstack.servicesupport.text.LowerCaseLabel;

/** The setting of a provider that its server did not accept. */
public enum WrongSetting implements LowerCaseLabel {
    /** The key, or its right to the model. */
    API_KEY("the API key was not accepted"),
    /** The account behind the key. */
    ACCOUNT("the account of the API key has no credit or quota left, or is blocked"),
    /** The name of the model. */
    MODEL("the server does not know the model"),
    /** The base URL. */
    BASE_URL("the server does not know the path");

    private final String meaning;

    WrongSetting(String meaning) {
        this.meaning = meaning;
    }

    /** For the operator's log. */
    public String meaning() {
        return meaning;
    }
}
