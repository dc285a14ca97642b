#include "record/manifest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "actlab/error.hpp"
#include "file/input_file.hpp"
#include "record/json_number.hpp"
#include "record/results_files.hpp"
#include "text/sha256.hpp"

namespace actlab {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view checksum_key = ",\n \"sha256\": \"";
constexpr std::string_view end = "\"\n}\n";

[[noreturn]] void damaged(const fs::path& path, const std::string& why) {
  throw Error(ErrorKind::bad_data, path.string(), "is damaged: " + why,
              "run the command that trained it again: it writes the manifest anew");
}

// Other formats need not have a checksum.
void check_format(std::string_view text, const fs::path& path) {
  const auto document = nlohmann::json::parse(text);
  const int format = whole_number<int>(document.at("format"));
  if (format == results_format) return;
  throw Error(ErrorKind::bad_data, path.string(),
              fmt::format("was written in results format {}, and this program reads {}", format, results_format),
              "train it again, or read it with the version of actlab that wrote it");
}

// The text without its checksum, which is right.
std::string_view checked(std::string_view text, const fs::path& path) {
  const std::size_t key = text.rfind(checksum_key);
  if (key == std::string_view::npos) check_format(text, path);
  const std::size_t digits = key + checksum_key.size();
  if (key == std::string_view::npos || !text.ends_with(end) || text.size() < digits + end.size()) {
    damaged(path, "it is not whole");
  }
  if (text.substr(digits, text.size() - end.size() - digits) != text::sha256_hex(text.substr(0, key))) {
    damaged(path, "it is not what was written");
  }
  return text.substr(0, key);
}

}  // namespace

std::string manifest_text(const Manifest& manifest) {
  nlohmann::ordered_json document;
  document["format"] = manifest.format;
  document["program"] = manifest.program;
  document["contract"] = manifest.contract;
  document["cells"] = manifest.cells;
  document["replicates"] = manifest.replicates;
  document["data"] = manifest.data;
  document["files"] = manifest.files;
  std::string text = document.dump(1, ' ', false, nlohmann::json::error_handler_t::replace);
  text.resize(text.rfind("\n}"));
  const std::string checksum = text::sha256_hex(text);
  return text + std::string(checksum_key) + checksum + std::string(end);
}

Manifest parse_manifest(std::string_view text, const fs::path& path) {
  try {
    const auto document = nlohmann::json::parse(std::string(checked(text, path)) + "\n}");
    Manifest manifest;
    manifest.program = document.at("program").get<std::string>();
    manifest.format = whole_number<int>(document.at("format"));
    manifest.contract = whole_number<int>(document.at("contract"));
    manifest.cells = whole_number<std::size_t>(document.at("cells"));
    manifest.replicates = whole_number<std::int64_t>(document.at("replicates"));
    manifest.data = document.at("data").get<std::map<std::string, std::string>>();
    manifest.files = document.at("files").get<std::map<std::string, std::string>>();
    return manifest;
  } catch (const nlohmann::json::exception& error) {
    damaged(path, error.what());
  }
}

Manifest read_manifest(const fs::path& directory) {
  const fs::path path = directory / manifest_file;
  const auto text = read_file_if_there(path);
  if (text) return parse_manifest(*text, path);
  throw Error(ErrorKind::no_input, directory.string(), "is not a finished results directory (it has no manifest.json)",
              "give the directory that 'actlab train' wrote to its end");
}

std::vector<FileDifference> check_manifest(const fs::path& directory, const Manifest& manifest) {
  using Kind = FileDifference::Kind;
  std::vector<FileDifference> differences;
  for (const auto& [name, hash] : manifest.files) {
    FileDifference difference;
    difference.file = name;
    const auto now = file_hash(directory / name);
    if (now == hash) continue;
    difference.kind = now ? Kind::edited : Kind::missing;
    differences.push_back(std::move(difference));
  }
  std::vector<std::string> extra;
  if (!fs::exists(directory / "cells")) return differences;
  for (const auto& entry : fs::recursive_directory_iterator(directory / "cells")) {
    if (!entry.is_regular_file()) continue;
    const std::string name = fs::relative(entry.path(), directory).generic_string();
    if (!manifest.files.contains(name) && entry.path().filename() != timing_file) extra.push_back(name);
  }
  std::ranges::sort(extra);
  for (std::string& name : extra) {
    FileDifference difference;
    difference.file = std::move(name);
    difference.kind = Kind::extra;
    differences.push_back(std::move(difference));
  }
  return differences;
}

}  // namespace actlab
