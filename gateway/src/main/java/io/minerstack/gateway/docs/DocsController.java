package io.minerstack.gateway.docs;

import io.minerstack.servicesupport.problem.ProblemException;
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

/** Serves the OpenAPI document and Swagger UI. The page loads nothing from other servers. */
@RestController
class DocsController {

    private static final MediaType JAVASCRIPT = new MediaType("text", "javascript");

    private final DocumentationFile openApi = DocumentationFile.load("openapi.json", MediaType.APPLICATION_JSON);
    private final DocumentationFile page = DocumentationFile.load("docs/index.html", MediaType.TEXT_HTML);
    private final Map<String, DocumentationFile> assets;

    DocsController() {
        String swaggerUi = "META-INF/resources/webjars/swagger-ui/" + swaggerUiVersion() + "/";
        assets = Map.of(
                "start.js", DocumentationFile.load("docs/start.js", JAVASCRIPT),
                "swagger-ui.css", DocumentationFile.load(swaggerUi + "swagger-ui.css", MediaType.valueOf("text/css")),
                "swagger-ui-bundle.js", DocumentationFile.load(swaggerUi + "swagger-ui-bundle.js", JAVASCRIPT),
                "favicon.png", DocumentationFile.load(swaggerUi + "favicon-32x32.png", MediaType.IMAGE_PNG));
    }

    @GetMapping("/openapi.json")
    ResponseEntity<byte[]> openApi() {
        return openApi.response();
    }

    @GetMapping("/docs")
    ResponseEntity<byte[]> page() {
        return page.response();
    }

    @GetMapping("/docs/{asset}")
    ResponseEntity<byte[]> asset(@PathVariable String asset) {
        DocumentationFile file = assets.get(asset);
        if (file == null) {
            throw new ProblemException(ProblemType.NOT_FOUND, "There is nothing at this path.");
        }
        return file.response();
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
