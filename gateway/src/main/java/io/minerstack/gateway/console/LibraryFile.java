package io.minerstack.gateway.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

/** A file of a library, from the library's WebJar. */
enum LibraryFile {
    /** Markdown to HTML. */
    MARKED("marked.js", "org.webjars.npm", "marked", "lib/marked.umd.js"),
    /** Removes from HTML what could run, load or disguise something. */
    PURIFY("purify.js", "org.webjars.npm", "dompurify", "dist/purify.min.js"),
    /** Colours of program text. */
    HIGHLIGHT("highlight.js", "org.webjars", "highlightjs", "highlight.min.js"),
    /** The difference of two texts. */
    DIFF("jsdiff.js", "org.webjars.npm", "diff", "dist/diff.min.js"),
    /** Charts. */
    UPLOT("uplot.js", "org.webjars.npm", "uplot", "dist/uPlot.iife.min.js"),
    UPLOT_STYLE("uplot.css", "org.webjars.npm", "uplot", "dist/uPlot.min.css");

    private final String served;
    private final String group;
    private final String artifact;
    private final String path;

    LibraryFile(String served, String group, String artifact, String path) {
        this.served = served;
        this.group = group;
        this.artifact = artifact;
        this.path = path;
    }

    ConsoleFile load() {
        String folder = "META-INF/resources/webjars/" + artifact + "/" + version() + "/";
        return ConsoleFile.of(served, new ClassPathResource(folder + path));
    }

    private String version() {
        String properties = "META-INF/maven/" + group + "/" + artifact + "/pom.properties";
        try {
            return PropertiesLoaderUtils.loadProperties(new ClassPathResource(properties))
                    .getProperty("version");
        } catch (IOException missing) {
            throw new UncheckedIOException("the jar has no " + artifact, missing);
        }
    }
}
