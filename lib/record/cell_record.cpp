#include "record/cell_record.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "file/input_file.hpp"

namespace actlab {
namespace {

using nlohmann::json;

std::optional<CellRecord> parsed_record(std::string_view payload) {
  try {
    const json entry = json::parse(payload);
    CellRecord record;
    entry.at("cell").get_to(record.cell);
    if (entry.contains("failure")) {
      entry.at("failure").get_to(record.failure);
      return record;
    }
    entry.at("runs").get_to(record.runs);
    entry.at("summary").get_to(record.summary);
    entry.at("files").get_to(record.files);
    return record;
  } catch (const json::exception&) {
    return std::nullopt;  // of another program: its cell is trained again
  }
}

}  // namespace

std::string record_text(const CellRecord& record) {
  const json entry =
      record.failure.empty()
          ? json{{"cell", record.cell}, {"runs", record.runs}, {"summary", record.summary}, {"files", record.files}}
          : json{{"cell", record.cell}, {"failure", record.failure}};
  return entry.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::map<std::string, CellRecord> read_cell_records(const std::vector<std::string>& payloads) {
  std::map<std::string, CellRecord> records;
  for (const std::string& payload : payloads) {
    std::optional<CellRecord> record = parsed_record(payload);
    if (!record) continue;
    const auto [known, is_new] = records.try_emplace(record->cell);
    if (is_new || record->failure.empty() || !known->second.failure.empty()) known->second = std::move(*record);
  }
  return records;
}

std::string damaged_file(const CellRecord& record, const std::filesystem::path& directory) {
  for (const auto& [name, hash] : record.files) {
    if (file_hash(directory / name) != hash) return name;
  }
  return "";
}

}  // namespace actlab
