#include "record/recorded_files.hpp"

#include <fmt/format.h>

#include <tuple>

#include "actlab/error.hpp"
#include "file/input_file.hpp"
#include "record/cell_record.hpp"
#include "record/experiment_record.hpp"
#include "record/journal.hpp"
#include "record/results_files.hpp"
#include "text/sha256.hpp"

namespace actlab {

namespace fs = std::filesystem;

RecordedFiles::RecordedFiles(fs::path directory) : directory_(std::move(directory)) {
  const fs::path file = directory_ / manifest_file;
  if (const auto text = read_file_if_there(file)) {
    manifest_ = parse_manifest(*text, file);
    hashes_ = manifest_->files;
    std::ignore = checked("run.toml");  // or the manifest is another experiment's
    return;
  }
  check_is_results(directory_);
  take_journal();
}

void RecordedFiles::take_journal() {
  const std::vector<std::string> payloads = Journal::read(directory_ / journal_file);
  if (const auto experiment = read_experiment_record(payloads)) {
    hashes_["run.toml"] = experiment->run_toml;
    if (!experiment->shard.empty()) hashes_[std::string(shard_file)] = experiment->shard;
  }
  for (const auto& [id, record] : read_cell_records(payloads)) {
    for (const auto& [name, hash] : record.files) hashes_["cells/" + id + "/" + name] = hash;
  }
}

void RecordedFiles::require_finished() const {
  if (manifest_) return;
  throw Error(ErrorKind::incomplete, directory_.string(), "is not finished; 'actlab status' says what is missing",
              "run the same command again");
}

void RecordedFiles::require_no_failures() const {
  if (!fs::exists(directory_ / failed_file)) return;
  throw Error(ErrorKind::incomplete, directory_.string(), "has cells that failed; failed.csv says why",
              "mend them and train again, or take them out of the grid with `extend`");
}

void RecordedFiles::check(const std::string& name, const std::optional<std::string>& hash) const {
  const auto recorded = hashes_.find(name);
  if (recorded != hashes_.end() && recorded->second == hash) return;
  throw Error(ErrorKind::bad_data, (directory_ / name).string(),
              hash ? "was changed after it was written" : "is missing, or is no file",
              "run the command that trained it again: it mends what is damaged");
}

std::string RecordedFiles::read(const std::string& name) const {
  auto bytes = read_file_if_there(directory_ / name);
  check(name, bytes ? std::optional(text::sha256_hex(*bytes)) : std::nullopt);
  return std::move(*bytes);
}

std::string RecordedFiles::run_toml() const {
  return has("run.toml") ? read("run.toml") : read_file(directory_ / "run.toml");
}

fs::path RecordedFiles::checked(const std::string& name) const {
  check(name, file_hash(directory_ / name));
  return directory_ / name;
}

}  // namespace actlab
