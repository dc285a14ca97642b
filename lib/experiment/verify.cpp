#include "experiment/verify.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "actlab/error.hpp"
#include "file/scratch.hpp"
#include "plan/config.hpp"
#include "plan/contract.hpp"
#include "plan/grid.hpp"
#include "plan/shard.hpp"
#include "record/manifest.hpp"
#include "record/results_files.hpp"

namespace actlab {
namespace {

namespace fs = std::filesystem;

RecordedFiles finished_files(const fs::path& directory) {
  RecordedFiles files(directory);
  files.require_finished();
  return files;
}

void check_version(const fs::path& directory, const char* of, int written, int kept) {
  if (written == kept) return;
  throw Error(ErrorKind::difference, directory.string(),
              fmt::format("was written under {} {}, and this program keeps {}", of, written, kept),
              "verify it with the version of actlab that wrote it");
}

void check_data(const fs::path& directory, const Manifest& manifest, const std::vector<Cell>& cells) {
  for (const Cell& cell : cells) {
    if (cell.dataset->generated) continue;
    const auto recorded = manifest.data.find(cell.dataset->name);
    if (recorded != manifest.data.end() && recorded->second == cell.dataset->sha256) continue;
    throw Error(ErrorKind::bad_data, cell.dataset->name,
                "is not the file that " + directory.string() + " was made of (their SHA-256 differ)",
                "bring the old file back, or train anew");
  }
}

std::vector<Cell> selected_cells(const std::vector<Cell>& cells, const VerifySelection& selection) {
  std::set<std::size_t> numbers(selection.numbers.begin(), selection.numbers.end());
  for (const std::size_t number : numbers) {
    if (number >= 1 && number <= cells.size()) continue;
    throw Error(ErrorKind::usage, "`cells`", fmt::format("there is no cell {}", number),
                fmt::format("the experiment has the cells 1 to {}", cells.size()));
  }
  if (selection.share) {
    const double wanted = std::max(1.0, *selection.share * static_cast<double>(cells.size()));
    const auto count = static_cast<std::size_t>(wanted);
    for (std::size_t i = 0; i < count; ++i) numbers.insert(i * cells.size() / count + 1);
  }
  if (numbers.empty()) return cells;
  std::vector<Cell> selected;
  for (const std::size_t number : numbers) selected.push_back(cells[number - 1]);
  return selected;
}

bool is_cell_file(const std::string& name) { return name.starts_with("cells/"); }
std::string cell_of(const std::string& name) { return name.substr(6, name.find('/', 6) - 6); }

// Compares the files of both manifests; of some cells only where the set is not empty.
void compare_all(const fs::path& left, const fs::path& right, const Manifest& a, const Manifest& b,
                 const std::set<std::string>& cells, Verification& verification) {
  std::set<std::string> names;
  for (const auto* manifest : {&a, &b}) {
    for (const auto& [name, hash] : manifest->files) names.insert(name);
  }
  for (const std::string& name : names) {
    if (is_cell_file(name) && !cells.empty() && !cells.contains(cell_of(name))) continue;
    ++verification.files;
    const bool named = std::ranges::any_of(verification.differences, [&](const FileDifference& d) {
      return d.file == name && d.kind != FileDifference::Kind::edited;
    });
    if (named) continue;
    auto difference = compare_files(left / name, right / name, name, cells);
    if (!difference) continue;
    // What was edited after it was written is said so, with the place where it differs.
    const auto edited = std::ranges::find(verification.differences, name, &FileDifference::file);
    if (edited == verification.differences.end()) {
      verification.differences.push_back(std::move(*difference));
    } else {
      difference->kind = FileDifference::Kind::edited;
      *edited = std::move(*difference);
    }
  }
}

}  // namespace

Verification verify(const fs::path& directory, const VerifySelection& selection, const RunOptions& options) {
  const RecordedFiles files = finished_files(directory);
  const Manifest& manifest = *files.manifest();
  check_version(directory, "arithmetic contract", manifest.contract, contract_version);
  check_version(directory, "results format", manifest.format, results_format);
  const Experiment experiment = recorded_experiment(files);
  DatasetCache cache;
  std::vector<Cell> all = plan(experiment, cache);
  check_data(directory, manifest, all);
  const auto shard = shard_of(files);
  if (shard) all = cells_of_shard(all, experiment.replicates, *shard);
  const std::vector<Cell> cells = selected_cells(all, selection);
  Verification verification{
      .differences = check_manifest(directory, manifest), .cells = cells.size(), .cells_total = all.size()};
  const ScratchDirectory scratch;
  const fs::path again = scratch.path() / "results";
  RunOptions anew = options;
  anew.shard = shard ? shard_text(*shard) : "";
  verification.stopped = run_experiment(experiment, cells, again, anew).stopped;
  if (verification.stopped) return verification;
  std::set<std::string> ids;
  if (cells.size() < all.size()) {
    for (const Cell& cell : cells) ids.insert(cell.id);
  }
  compare_all(directory, again, manifest, read_manifest(again), ids, verification);
  return verification;
}

Verification compare_directories(const fs::path& left, const fs::path& right) {
  const RecordedFiles a = finished_files(left);
  const RecordedFiles b = finished_files(right);
  Verification verification{.differences = check_manifest(left, *a.manifest()),
                            .cells = a.manifest()->cells,
                            .cells_total = a.manifest()->cells};
  compare_all(left, right, *a.manifest(), *b.manifest(), {}, verification);
  return verification;
}

}  // namespace actlab
