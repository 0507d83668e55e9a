package io.minerstack.agent.profile;

import io.minerstack.agent.profile.ModelProfile.PromptStyle;
import io.minerstack.agent.profile.ModelProfile.ReplyFormat;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/**
 * Chooses the profile of the model that would answer the next request. If that model fails and a fallback answers, the
 * fallback gets the prompt of the first one; the next poll of llm-proxy's status corrects that for later requests.
 */
@Component
public class ModelProfiles {

    private static final ModelProfile WITHOUT_SCHEMA = new ModelProfile(PromptStyle.FULL, ReplyFormat.JSON, null);

    private final List<String> small;
    private final ModelProfile smallProfile;
    private final ServingModelSource models;

    public ModelProfiles(ModelProfileProperties properties, ServingModelSource models) {
        this.small = properties.small().stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty())
                .toList();
        this.smallProfile = new ModelProfile(PromptStyle.MINIMAL, ReplyFormat.TEXT, properties.smallTemperature());
        this.models = models;
    }

    /** The profile for the next prompt. */
    public ModelProfile current() {
        ServingModel model = models.servingModel();
        String provider = model.provider().toLowerCase(Locale.ROOT);
        String name = model.name().toLowerCase(Locale.ROOT);
        if (small.stream().anyMatch(entry -> entry.equals(provider) || name.contains(entry))) {
            return smallProfile;
        }
        return model.takesJsonSchema() ? ModelProfile.STANDARD : WITHOUT_SCHEMA;
    }
}
