package io.minerstack.agent.contract;

import java.util.List;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.stereotype.Component;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * Makes a wrong JSON type an error. By default Jackson reads {@code 5} as the string "5" and {@code "true"} as a
 * boolean.
 */
@Component
public class StrictJsonCustomizer implements JsonMapperBuilderCustomizer {

    private static final List<CoercionInputShape> SCALARS = List.of(
            CoercionInputShape.Boolean,
            CoercionInputShape.Integer,
            CoercionInputShape.Float,
            CoercionInputShape.String,
            CoercionInputShape.EmptyString);

    @Override
    public void customize(JsonMapper.Builder builder) {
        builder.disable(MapperFeature.ALLOW_COERCION_OF_SCALARS);
        for (LogicalType type : List.of(LogicalType.Textual, LogicalType.Boolean)) {
            builder.withCoercionConfig(type, config -> SCALARS.stream()
                    .filter(shape -> !isExpected(type, shape))
                    .forEach(shape -> config.setCoercion(shape, CoercionAction.Fail)));
        }
    }

    private static boolean isExpected(LogicalType type, CoercionInputShape shape) {
        return switch (shape) {
            case String, EmptyString -> type == LogicalType.Textual;
            case Boolean -> type == LogicalType.Boolean;
            default -> false;
        };
    }
}
