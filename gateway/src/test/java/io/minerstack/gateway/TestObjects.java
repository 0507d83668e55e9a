package io.minerstack.gateway;

import io.minerstack.testsupport.http.Answer;

/** Values that several tests use. */
public final class TestObjects {

    /** The valid key of every gateway in these tests. */
    public static final String KEY = "0123456789abcdef-of-the-gateway-tests";

    public static final String WRONG_KEY = "fedcba9876543210-of-somebody-else-00";

    /** A small request that every component accepts. */
    public static final String QUESTION = "{\"cid\":\"c\",\"task\":\"\",\"input\":[{\"user_query\":\"6 times 7?\"}]}";

    /** How agent-service answers unless a test says otherwise. */
    public static final Answer OK = Answer.json(200, "{\"ok\":true}");

    private TestObjects() {}
}
