package io.minerstack.agent.compose;

import io.minerstack.agent.text.CodePoints;
import io.minerstack.agent.text.Folding;
import java.util.HashSet;
import java.util.Set;

/** Whether a request asks for a document to be written: a word for making one and a word for what is made. */
final class DocumentWish {

    private static final Set<String> MAKING = Set.of(
            "write",
            "draft",
            "compose",
            "create",
            "generate",
            "prepare",
            "produce",
            "edit",
            "rewrite",
            "revise",
            "update",
            "translate",
            "format");
    private static final Set<String> DOCUMENTS = Set.of(
            "document",
            "notebook",
            "canvas",
            "essay",
            "report",
            "article",
            "letter",
            "email",
            "story",
            "poem",
            "blog",
            "post",
            "proposal",
            "readme",
            "outline",
            "memo",
            "speech",
            "documentation",
            "page",
            "paper",
            "text",
            "script",
            "novel",
            "chapter",
            "biography",
            "resume");
    private static final int ENOUGH = 2_000;

    private DocumentWish() {}

    static boolean isIn(String request) {
        Set<String> words = new HashSet<>(Folding.words(CodePoints.cut(request, ENOUGH, "")));
        return MAKING.stream().anyMatch(words::contains) && DOCUMENTS.stream().anyMatch(words::contains);
    }
}
