/**
 * The components whose answer is the model's text: complete, refine, feedback and summary.
 *
 * <p>JSON with a notebook is asked for only where a notebook can come of it: one exists already, a document is asked
 * for, or earlier work is refined. Everything else is asked for as plain text, because a model of 135 million parameters
 * that must also keep a JSON envelope says little in it, and a large one loses nothing by answering plainly. Whatever
 * comes back is read by the same ladder, so a model that wraps a plain answer in JSON is understood too.
 */
@NullMarked
package io.minerstack.agent.compose;

import org.jspecify.annotations.NullMarked;
