package io.minerstack.gateway.endpoint;

import java.util.List;
import java.util.stream.Collectors;
import org.springframework.http.HttpMethod;

/** Every path of the public API. A path that is not in this table is 404, whatever the services behind could answer. */
public enum Endpoint {
    COMPLETE("/complete", RateLimitGroup.COMPLETE, Kind.COMPONENT),
    REFINE("/refine", RateLimitGroup.REFINE, Kind.COMPONENT),
    FEEDBACK("/feedback", RateLimitGroup.FEEDBACK, Kind.COMPONENT),
    HUMAN_FEEDBACK("/human_feedback", RateLimitGroup.HUMAN_FEEDBACK, Kind.COMPONENT),
    SUMMARY("/summary", RateLimitGroup.SUMMARY, Kind.COMPONENT),
    AGGREGATE("/aggregate", RateLimitGroup.AGGREGATE, Kind.COMPONENT),
    INTERNET_SEARCH("/internet_search", RateLimitGroup.INTERNET_SEARCH, Kind.COMPONENT),
    CONVERSATIONS("/conversations", RateLimitGroup.CONVERSATIONS, Kind.READABLE),
    CONVERSATION("/conversations/{cid}", RateLimitGroup.CONVERSATIONS, Kind.READABLE_AND_DELETABLE),
    PLAYBOOK("/playbook/{cid}", RateLimitGroup.PLAYBOOK, Kind.READABLE),
    PLAYBOOK_CONTEXT("/playbook/{cid}/context", RateLimitGroup.PLAYBOOK, Kind.READABLE),
    CAPABILITIES("/capabilities", RateLimitGroup.CAPABILITIES, Kind.READABLE),
    FIGURES("/figures", RateLimitGroup.CAPABILITIES, Kind.SERVED_HERE),
    HEALTH("/health", RateLimitGroup.HEALTH, Kind.PUBLIC),
    ROOT("/", RateLimitGroup.UNAUTHENTICATED, Kind.PUBLIC),
    OPENAPI("/openapi.json", RateLimitGroup.UNAUTHENTICATED, Kind.PUBLIC),
    DOCS("/docs", RateLimitGroup.UNAUTHENTICATED, Kind.PUBLIC_PAGE),
    DOCS_ASSET("/docs/{asset}", RateLimitGroup.UNAUTHENTICATED, Kind.PUBLIC_FILE),
    CONSOLE("/console", RateLimitGroup.CONSOLE, Kind.PUBLIC_PAGE),
    CONSOLE_FILE("/console/{version}/{file}", RateLimitGroup.CONSOLE, Kind.PUBLIC_FILE);

    private static final List<HttpMethod> POST = List.of(HttpMethod.POST);
    private static final List<HttpMethod> READ = List.of(HttpMethod.GET, HttpMethod.HEAD);
    private static final List<HttpMethod> READ_AND_DELETE = List.of(HttpMethod.DELETE, HttpMethod.GET, HttpMethod.HEAD);

    private final String path;
    private final RateLimitGroup rateLimitGroup;
    private final Kind kind;

    Endpoint(String path, RateLimitGroup rateLimitGroup, Kind kind) {
        this.path = path;
        this.rateLimitGroup = rateLimitGroup;
        this.kind = kind;
    }

    /** Path template, such as {@code /conversations/{cid}}. */
    public String path() {
        return path;
    }

    public RateLimitGroup rateLimitGroup() {
        return rateLimitGroup;
    }

    /** Whether a request with this method needs no key. A method that the endpoint does not accept needs one. */
    public boolean isPublic(HttpMethod method) {
        return !needsKey() && accepts(method);
    }

    /** Whether the endpoint works for the holder of a key. */
    public boolean needsKey() {
        return kind != Kind.PUBLIC && kind != Kind.PUBLIC_PAGE && kind != Kind.PUBLIC_FILE;
    }

    /** Whether agent-service serves the endpoint. The gateway serves all others itself. */
    public boolean isRelayed() {
        return needsKey() && kind != Kind.SERVED_HERE;
    }

    public boolean accepts(HttpMethod method) {
        return methods().contains(method);
    }

    /** Value of the {@code Allow} header, such as {@code GET, HEAD}. */
    public String allow() {
        return methods().stream().map(HttpMethod::name).collect(Collectors.joining(", "));
    }

    /** Whether the endpoint is a component: its path is a slash and the component's name. */
    public boolean isComponent() {
        return kind == Kind.COMPONENT;
    }

    /** The component's name, such as {@code human_feedback}, for an endpoint that {@link #isComponent}. */
    public String component() {
        return path.substring(1);
    }

    /** Whether requests have a JSON body. */
    public boolean hasJsonBody() {
        return isComponent();
    }

    /** Whether responses are JSON: all but pages and their files. */
    public boolean respondsWithJson() {
        return kind != Kind.PUBLIC_PAGE && !isFile();
    }

    /** Whether this is a file that a page loads: nobody calls it by itself. */
    public boolean isFile() {
        return kind == Kind.PUBLIC_FILE;
    }

    private List<HttpMethod> methods() {
        return switch (kind) {
            case COMPONENT -> POST;
            case READABLE, SERVED_HERE, PUBLIC, PUBLIC_PAGE, PUBLIC_FILE -> READ;
            case READABLE_AND_DELETABLE -> READ_AND_DELETE;
        };
    }

    private enum Kind {
        COMPONENT,
        READABLE,
        READABLE_AND_DELETABLE,
        SERVED_HERE,
        PUBLIC,
        PUBLIC_PAGE,
        PUBLIC_FILE
    }
}
