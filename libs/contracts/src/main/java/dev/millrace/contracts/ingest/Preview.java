package dev.millrace.contracts.ingest;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;

/** The first rows of a version, by column name. */
@Schema(
        example =
                """
                {"columns": [{"name": "Glucose", "type": "LONG", "nulls": 0},
                             {"name": "BMI", "type": "DOUBLE", "nulls": 1}],
                 "rows": [{"Glucose": 148, "BMI": 33.6}, {"Glucose": 85, "BMI": null}]}\
                """)
public record Preview(List<DatasetColumn> columns, List<Map<String, Object>> rows) {}
