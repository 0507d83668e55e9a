package io.minerstack.gateway.endpoint;

import io.minerstack.gateway.ratelimit.LimitGroup;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.http.HttpMethod;

/** Every path of the public API. What is not in this table does not exist, whatever the services behind it can do. */
public enum Endpoint {
    COMPLETE("/complete", LimitGroup.COMPLETE, Kind.COMPONENT),
    REFINE("/refine", LimitGroup.REFINE, Kind.COMPONENT),
    FEEDBACK("/feedback", LimitGroup.FEEDBACK, Kind.COMPONENT),
    HUMAN_FEEDBACK("/human_feedback", LimitGroup.HUMAN_FEEDBACK, Kind.COMPONENT),
    SUMMARY("/summary", LimitGroup.SUMMARY, Kind.COMPONENT),
    AGGREGATE("/aggregate", LimitGroup.AGGREGATE, Kind.COMPONENT),
    INTERNET_SEARCH("/internet_search", LimitGroup.INTERNET_SEARCH, Kind.COMPONENT),
    CONVERSATIONS("/conversations", LimitGroup.CONVERSATIONS, Kind.KEYED),
    CONVERSATION("/conversations/{cid}", LimitGroup.CONVERSATIONS, Kind.KEYED_ERASABLE),
    PLAYBOOK("/playbook/{cid}", LimitGroup.PLAYBOOK, Kind.KEYED),
    PLAYBOOK_CONTEXT("/playbook/{cid}/context", LimitGroup.PLAYBOOK, Kind.KEYED),
    CAPABILITIES("/capabilities", LimitGroup.CAPABILITIES, Kind.KEYED),
    HEALTH("/health", LimitGroup.HEALTH, Kind.OPEN),
    ROOT("/", LimitGroup.UNAUTHENTICATED, Kind.OPEN),
    OPENAPI("/openapi.json", LimitGroup.UNAUTHENTICATED, Kind.OPEN),
    DOCS("/docs", LimitGroup.UNAUTHENTICATED, Kind.PAGE),
    DOCS_ASSET("/docs/{asset}", LimitGroup.UNAUTHENTICATED, Kind.PAGE);

    private static final List<HttpMethod> TO_POST = List.of(HttpMethod.POST);
    private static final List<HttpMethod> TO_READ = List.of(HttpMethod.GET, HttpMethod.HEAD);
    private static final List<HttpMethod> TO_READ_AND_ERASE =
            List.of(HttpMethod.DELETE, HttpMethod.GET, HttpMethod.HEAD);

    private final String path;
    private final LimitGroup group;
    private final Kind kind;

    Endpoint(String path, LimitGroup group, Kind kind) {
        this.path = path;
        this.group = group;
        this.kind = kind;
    }

    /** Path template, such as {@code /conversations/{cid}}. */
    public String path() {
        return path;
    }

    public LimitGroup group() {
        return group;
    }

    /** Whether a request with this method needs no key. */
    public boolean isOpenTo(HttpMethod method) {
        return !needsKey() && takes(method);
    }

    /** Whether it is one of those that work for the holder of a key. */
    public boolean needsKey() {
        return kind != Kind.OPEN && kind != Kind.PAGE;
    }

    /** Whether agent-service serves it; the others the gateway serves itself. */
    public boolean isRelayed() {
        return needsKey();
    }

    public boolean takes(HttpMethod method) {
        return methods().contains(method);
    }

    /** For the {@code Allow} header. */
    public String allow() {
        return methods().stream().map(HttpMethod::name).collect(Collectors.joining(", "));
    }

    /** Whether it takes a JSON body. */
    public boolean takesJson() {
        return kind == Kind.COMPONENT;
    }

    /** Whether it answers with JSON, as all but the pages for people do. */
    public boolean answersJson() {
        return kind != Kind.PAGE;
    }

    private List<HttpMethod> methods() {
        return switch (kind) {
            case COMPONENT -> TO_POST;
            case KEYED, OPEN, PAGE -> TO_READ;
            case KEYED_ERASABLE -> TO_READ_AND_ERASE;
        };
    }

    private enum Kind {
        COMPONENT,
        KEYED,
        KEYED_ERASABLE,
        OPEN,
        PAGE
    }
}
