package io.minerstack.agent.parsing;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The markers between which a family of models writes its reasoning.
 *
 * @param open the marker before the reasoning
 * @param close the marker after the reasoning
 * @param markers which of the two markers a reply may lack
 */
record ReasoningBlock(Pattern open, Pattern close, Markers markers) {

    private static final String TAG_NAME =
            "(?:[a-z]{1,20}[:_])?(?:think|thinking|thought|thoughts|reasoning|reflection)(?:_fast|_slow)?";

    /** Every known family. The names of tags are general, because each new model brings another one. */
    private static final List<ReasoningBlock> ALL = List.of(
            block("<" + TAG_NAME + "(?: [^<>\\n]{0,80})?>", "</" + TAG_NAME + ">", Markers.MAY_LACK_OPEN),
            // Magistral and Ministral
            block("\\[THINK\\]", "\\[/THINK\\]", Markers.MAY_LACK_OPEN),
            // Command A
            block("<\\|START_THINKING\\|>", "<\\|END_THINKING\\|>", Markers.MAY_LACK_OPEN),
            // Kimi
            block("◁think▷", "◁/think▷", Markers.MAY_LACK_OPEN),
            // OpenThinker and Sky-T1
            block("<\\|begin_of_thought\\|>", "<\\|end_of_thought\\|>", Markers.MAY_LACK_OPEN),
            block("<\\|think(?:ing)?\\|>", "<\\|/think(?:ing)?\\|>", Markers.MAY_LACK_OPEN),
            // Apertus
            block("<\\|inner_prefix\\|>", "<\\|inner_suffix\\|>", Markers.MAY_LACK_OPEN),
            // MedGemma
            block("<unused94>", "<unused95>", Markers.MAY_LACK_OPEN),
            // Gemma 4
            block(
                    "<\\|?channel\\|?>\\s?thought\\b",
                    "<channel\\|>(?:\\s?(?:final|response|content)\\b)?",
                    Markers.MAY_LACK_OPEN),
            // Granite 3.2
            block("here(?: is|'s) my thought process:", "here(?: is|'s) my response:", Markers.BOTH),
            // gpt-oss behind a server that drops special tokens and keeps their names
            new ReasoningBlock(
                    Pattern.compile("(?:assistant)?(?:analysis|commentary)(?=\\p{Lu})"),
                    Pattern.compile("assistantfinal"),
                    Markers.BOTH),
            new ReasoningBlock(
                    Pattern.compile("(?:assistant)?(?:analysis|commentary)(?=\\p{L})"),
                    Pattern.compile("assistantfinal"),
                    Markers.ONLY_WITH_CLOSE));

    private static ReasoningBlock block(String open, String close, Markers markers) {
        int flags = Pattern.CASE_INSENSITIVE;
        return new ReasoningBlock(Pattern.compile(open, flags), Pattern.compile(close, flags), markers);
    }

    /** The block that opens exactly at an index; null if none does. */
    static @Nullable Opening at(ReplyText reply, int from) {
        for (ReasoningBlock block : ALL) {
            Matcher matcher = block.open.matcher(reply.text());
            matcher.region(from, reply.length());
            matcher.useTransparentBounds(true);
            if (matcher.lookingAt()) {
                return new Opening(block, from, matcher.end());
            }
        }
        return null;
    }

    /**
     * The index after the last closing marker without an opening one; {@code from} if there is none.
     *
     * @param afterBlock whether a complete block stands before {@code from}: then only a marker that begins or ends its
     *     line counts, because everything may already be the answer
     */
    static int afterUnopened(ReplyText reply, int from, boolean afterBlock) {
        int answer = from;
        for (ReasoningBlock block : ALL) {
            if (block.markers == Markers.MAY_LACK_OPEN) {
                answer = Math.max(answer, block.afterUnopenedClose(reply, from, afterBlock));
            }
        }
        return answer;
    }

    private int afterUnopenedClose(ReplyText reply, int from, boolean afterBlock) {
        int answer = from;
        Matcher opens = open.matcher(reply.text());
        int nextOpen = opens.find(from) ? opens.start() : Integer.MAX_VALUE;
        Matcher closes = close.matcher(reply.text());
        for (int at = from; at <= reply.length() && closes.find(at); at = closes.end()) {
            boolean paired = false;
            while (nextOpen < closes.start()) {
                paired = true;
                nextOpen = opens.find() ? opens.start() : Integer.MAX_VALUE;
            }
            boolean atLine = reply.startsLine(closes.start()) || reply.endsLine(closes.end());
            if (!paired
                    && !reply.code().contains(closes.start())
                    && !reply.isMention(closes.start(), closes.end())
                    && (!afterBlock || atLine)) {
                answer = closes.end();
            }
        }
        return answer;
    }

    /** An opening marker that was found. */
    record Opening(ReasoningBlock block, int start, int end) {

        /**
         * The index after the block; -1 if the reasoning is cut off; the start of the opening marker if the text only
         * mentions the markers.
         */
        int blockEnd(ReplyText reply) {
            int mentioned = -1;
            int inFence = -1;
            Matcher closes = block.close.matcher(reply.text());
            for (int at = end; at <= reply.length() && closes.find(at); at = closes.end()) {
                if (reply.code().isSpan(closes.start())) {
                    continue;
                }
                if (reply.code().contains(closes.start())) {
                    // reasoning can leave a fence open
                    inFence = inFence < 0 && reply.isWholeLine(closes.start(), closes.end()) ? closes.end() : inFence;
                } else if (!reply.isMention(closes.start(), closes.end())) {
                    return closes.end();
                } else if (mentioned < 0) {
                    mentioned = closes.end();
                }
            }
            if (inFence >= 0) {
                return inFence;
            }
            if (mentioned < 0 && block.markers == Markers.ONLY_WITH_CLOSE) {
                return start;
            }
            return mentioned >= 0 && reply.continuesSentence(end) ? start : mentioned;
        }
    }

    /** The markers that a reply with reasoning has. */
    enum Markers {
        /** A reply without the closing marker is reasoning that was cut off. */
        BOTH,
        /** Chat templates write the opening marker into the prompt, so that a reply may have only the closing one. */
        MAY_LACK_OPEN,
        /** Without the closing marker, the opening one is a word. */
        ONLY_WITH_CLOSE
    }
}
