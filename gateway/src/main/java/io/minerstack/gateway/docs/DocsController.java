package io.minerstack.gateway.docs;

import io.minerstack.servicesupport.problem.Problem;
import io.minerstack.servicesupport.problem.ProblemType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Serves the OpenAPI document and Swagger UI, from here alone: no page of ours loads anything from elsewhere. */
@RestController
class DocsController {

    private static final MediaType JAVASCRIPT = new MediaType("text", "javascript");

    private final DocsFile openApi = DocsFile.load("openapi.json", MediaType.APPLICATION_JSON);
    private final DocsFile page = DocsFile.load("docs/index.html", MediaType.TEXT_HTML);
    private final Map<String, DocsFile> assets;

    DocsController() {
        String swaggerUi = "META-INF/resources/webjars/swagger-ui/" + swaggerUiVersion() + "/";
        assets = Map.of(
                "start.js", DocsFile.load("docs/start.js", JAVASCRIPT),
                "swagger-ui.css", DocsFile.load(swaggerUi + "swagger-ui.css", MediaType.valueOf("text/css")),
                "swagger-ui-bundle.js", DocsFile.load(swaggerUi + "swagger-ui-bundle.js", JAVASCRIPT),
                "favicon.png", DocsFile.load(swaggerUi + "favicon-32x32.png", MediaType.IMAGE_PNG));
    }

    @GetMapping("/openapi.json")
    ResponseEntity<byte[]> openApi() {
        return openApi.reply();
    }

    @GetMapping("/docs")
    ResponseEntity<byte[]> page() {
        return page.reply();
    }

    @GetMapping("/docs/{asset}")
    ResponseEntity<byte[]> asset(@PathVariable String asset) {
        DocsFile file = assets.get(asset);
        if (file == null) {
            throw new Problem(ProblemType.NOT_FOUND, "There is nothing at this path.");
        }
        return file.reply();
    }

    private static String swaggerUiVersion() {
        try {
            return PropertiesLoaderUtils.loadProperties(
                            new ClassPathResource("META-INF/maven/org.webjars/swagger-ui/pom.properties"))
                    .getProperty("version");
        } catch (IOException missing) {
            throw new UncheckedIOException("the jar has no Swagger UI", missing);
        }
    }
}
