#include "record/manifest.hpp"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "actlab/error.hpp"
#include "record/atomic_file.hpp"
#include "record/results_files.hpp"

namespace actlab {

namespace fs = std::filesystem;

Manifest read_manifest(const fs::path& directory) {
  const fs::path path = directory / manifest_file;
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    throw Error(ErrorKind::no_input, directory.string(),
                "is not a finished results directory (it has no manifest.json)",
                "give the directory that 'actlab train' wrote to its end");
  }
  try {
    const auto document = nlohmann::json::parse(file);
    Manifest manifest;
    manifest.program = document.at("program").get<std::string>();
    manifest.format = document.at("format").get<int>();
    manifest.contract = document.at("contract").get<int>();
    manifest.cells = document.at("cells").get<std::size_t>();
    manifest.data = document.at("data").get<std::map<std::string, std::string>>();
    manifest.files = document.at("files").get<std::map<std::string, std::string>>();
    return manifest;
  } catch (const nlohmann::json::exception& error) {
    throw Error(ErrorKind::bad_data, path.string(), std::string("is not a whole manifest: ") + error.what(),
                "run the experiment again, or copy the file again");
  }
}

std::vector<FileDifference> check_manifest(const fs::path& directory, const Manifest& manifest) {
  using Kind = FileDifference::Kind;
  std::vector<FileDifference> differences;
  for (const auto& [name, hash] : manifest.files) {
    FileDifference difference;
    difference.file = name;
    std::error_code error;
    if (!fs::is_regular_file(directory / name, error)) {
      difference.kind = Kind::missing;
      differences.push_back(std::move(difference));
    } else if (file_hash(directory / name) != hash) {
      difference.kind = Kind::edited;
      differences.push_back(std::move(difference));
    }
  }
  std::vector<std::string> extra;
  std::error_code error;
  for (const auto& entry : fs::recursive_directory_iterator(directory / "cells", error)) {
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
