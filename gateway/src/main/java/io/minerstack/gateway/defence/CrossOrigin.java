package io.minerstack.gateway.defence;

import io.minerstack.gateway.identity.Callers;
import io.minerstack.gateway.ratelimit.RateLimitHeaders;
import io.minerstack.servicesupport.context.ContextHeaders;
import io.minerstack.servicesupport.problem.Problem;
import io.minerstack.servicesupport.problem.ProblemType;
import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsProcessor;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.cors.reactive.DefaultCorsProcessor;
import org.springframework.web.server.ServerWebExchange;

/**
 * Lets web pages call. Any page may by default: the key travels in a header that a page has to know, never in a cookie
 * that a browser would add by itself.
 */
@Component
public class CrossOrigin {

    private final CorsConfiguration rules = new CorsConfiguration();
    private final CorsProcessor processor = new DefaultCorsProcessor();

    CrossOrigin(DefenceProperties properties) {
        rules.setAllowedOrigins(properties.allowedOrigins());
        // methods are not the browser's business: a wrong one gets the 405 that everybody gets
        rules.addAllowedMethod(CorsConfiguration.ALL);
        rules.setAllowedHeaders(
                List.of(Callers.HEADER, HttpHeaders.CONTENT_TYPE, HttpHeaders.ACCEPT, ContextHeaders.REQUEST_ID));
        rules.setExposedHeaders(List.of(
                ContextHeaders.REQUEST_ID,
                RateLimitHeaders.LIMIT,
                RateLimitHeaders.POLICY,
                HttpHeaders.RETRY_AFTER,
                HttpHeaders.WWW_AUTHENTICATE));
        rules.setMaxAge(Duration.ofHours(1));
    }

    /**
     * Adds what a browser needs to show the reply to a page.
     *
     * @return true if the request was a browser's question beforehand, which is answered now
     */
    public boolean answers(ServerWebExchange exchange) {
        String origin = exchange.getRequest().getHeaders().getOrigin();
        if (origin == null) {
            return false;
        }
        boolean question = CorsUtils.isPreFlightRequest(exchange.getRequest());
        if (rules.checkOrigin(origin) == null) {
            if (question) {
                throw notAllowed();
            }
            // without the headers the browser keeps the reply from the page; to others an Origin means nothing
            return false;
        }
        if (!processor.process(rules, exchange)) {
            throw notAllowed();
        }
        return question;
    }

    private static Problem notAllowed() {
        return new Problem(ProblemType.FORBIDDEN, "Pages of this origin may not make this call.");
    }
}
