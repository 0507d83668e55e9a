package io.minerstack.standalone.postgres;

/**
 * The URLs of the embedded PostgreSQL, in the format of {@code DATABASE_URL}. Each has a role of its own.
 *
 * @param memory for memory-service, whose role owns the database
 * @param usage for llm-proxy
 * @param usageRole the role of llm-proxy, to which memory-service grants the tables of usage
 */
public record DatabaseUrls(String memory, String usage, String usageRole) {

    @Override
    public String toString() {
        // without the URLs, which have passwords
        return "DatabaseUrls[usageRole=" + usageRole + "]";
    }
}
