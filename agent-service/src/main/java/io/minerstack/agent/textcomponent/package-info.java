/**
 * The components whose answer is the model's text: complete, refine, feedback and summary.
 *
 * <p>A model whose provider takes a JSON schema writes its answer and its notebook into two fields, and so decides
 * whether there is a notebook. Other large models are asked for such JSON where {@code DocumentIntentDetector} finds
 * that a document is asked for. A small model writes poor answers inside JSON and is asked for plain text only. All
 * replies go through the same parser, so a model that answers in JSON without being asked is understood.
 */
@NullMarked
package io.minerstack.agent.textcomponent;

import org.jspecify.annotations.NullMarked;
