#include "record/experiment_record.hpp"

#include <nlohmann/json.hpp>
#include <string_view>

namespace actlab {
namespace {

using nlohmann::json;

// Cells' records, which are many, need not be parsed to see that they are none of these.
constexpr std::string_view beginning = R"({"experiment":)";

}  // namespace

std::string record_text(const ExperimentRecord& record) {
  return json{{"experiment", record.run_toml}, {"shard", record.shard}}.dump();
}

std::optional<ExperimentRecord> read_experiment_record(const std::vector<std::string>& payloads) {
  for (auto payload = payloads.rbegin(); payload != payloads.rend(); ++payload) {
    if (!payload->starts_with(beginning)) continue;
    try {
      const json entry = json::parse(*payload);
      return ExperimentRecord{entry.at("experiment").get<std::string>(), entry.at("shard").get<std::string>()};
    } catch (const json::exception&) {
      continue;  // of another program
    }
  }
  return std::nullopt;
}

}  // namespace actlab
