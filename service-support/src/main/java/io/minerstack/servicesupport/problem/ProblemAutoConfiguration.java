package io.minerstack.servicesupport.problem;

import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.json.JsonMapper;

/** Gives a service its error bodies: problem+json, unless it names another {@link ErrorFormat}. */
@AutoConfiguration
public class ProblemAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    ErrorFormat errorFormat() {
        return new ProblemJson();
    }

    @Bean
    ProblemHandler problemHandler(ObjectProvider<ProblemMapping> own, ErrorFormat format, JsonMapper json) {
        List<ProblemMapping> mappings = new ArrayList<>(own.orderedStream().toList());
        mappings.add(new SpringProblems());
        return new ProblemHandler(mappings, format, json);
    }
}
