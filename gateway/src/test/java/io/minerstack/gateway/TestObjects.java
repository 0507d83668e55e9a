package io.minerstack.gateway;

/** Values that several tests use. */
public final class TestObjects {

    /** Valid in every context of these tests. */
    public static final String KEY = "0123456789abcdef-of-the-gateway-tests";

    public static final String WRONG_KEY = "fedcba9876543210-of-somebody-else-00";

    /** A small request that every component takes. */
    public static final String QUESTION = "{\"cid\":\"c\",\"task\":\"\",\"input\":[{\"user_query\":\"6 times 7?\"}]}";

    private TestObjects() {}
}
