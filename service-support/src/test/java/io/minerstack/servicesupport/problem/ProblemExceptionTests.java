package io.minerstack.servicesupport.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.minerstack.servicesupport.problem.ProblemException.Violation;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

class ProblemExceptionTests {

    @Test
    void isAnErrorResponseOfSpring() {
        ProblemException problem =
                new ProblemException(ProblemType.RATE_LIMITED, "Too fast.", Map.of("Retry-After", "3"));

        assertThat(problem.getStatusCode()).isEqualTo(HttpStatus.TOO_MANY_REQUESTS);
        assertThat(problem.getHeaders().getFirst("Retry-After")).isEqualTo("3");
        assertThat(problem.getBody().getDetail()).isEqualTo("Too fast.");
        assertThat(problem.getBody().getTitle()).isEqualTo("Too many requests");
        assertThat(Objects.requireNonNull(problem.getBody().getType())).hasToString("/problems/rate-limited");
    }

    @Test
    void hasItsDetailAsMessageAndNoStackTrace() {
        ProblemException problem = new ProblemException(ProblemType.NOT_FOUND, "There is nothing at this path.");

        assertThat(problem).hasMessage("There is nothing at this path.").hasNoCause();
        assertThat(problem.getStackTrace()).isEmpty();
    }

    @Test
    void namesTheFirstFiveBrokenLimitsInItsDetailAndHasThemAll() {
        List<Violation> broken = IntStream.rangeClosed(1, 6)
                .mapToObj(number -> new Violation("field" + number, "must be less"))
                .toList();

        ProblemException problem = ProblemException.invalid(broken);

        assertThat(problem.type()).isEqualTo(ProblemType.INVALID);
        assertThat(problem.detail())
                .isEqualTo("field1: must be less; field2: must be less; field3: must be less; field4: must be less;"
                        + " field5: must be less");
        assertThat(problem.violations()).isEqualTo(broken);
        assertThat(ProblemException.invalid("cid", "must be short").detail()).isEqualTo("cid: must be short");
    }

    @Test
    void asksForAWaitOfOneSecondAtLeast() {
        assertThat(ProblemException.unavailable("Wait.", 0).getHeaders().getFirst("Retry-After"))
                .isEqualTo("1");
        assertThat(ProblemException.unavailable("Wait.", 9).getHeaders().getFirst("Retry-After"))
                .isEqualTo("9");
    }
}
