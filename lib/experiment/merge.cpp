#include "experiment/merge.hpp"

#include <fmt/format.h>

#include <map>
#include <set>

#include "actlab/error.hpp"
#include "file/atomic_file.hpp"
#include "plan/config.hpp"
#include "plan/grid.hpp"
#include "plan/shard.hpp"
#include "record/journal.hpp"
#include "record/results_files.hpp"

namespace actlab {
namespace {

namespace fs = std::filesystem;

// A finished cell and the directory that has its files.
struct FoundCell {
  CellRecord record;
  fs::path directory;
};

void check_same_experiment(const std::vector<RecordedFiles>& parts) {
  const std::string first = parts.front().run_toml();
  for (const RecordedFiles& part : parts) {
    if (part.run_toml() == first) continue;
    throw Error(ErrorKind::usage, part.directory().string(),
                "is of another experiment than " + parts.front().directory().string(),
                "merge directories that the same command wrote");
  }
}

// The number of shards of all the directories; 0 where none is a shard.
std::size_t common_shard_count(const std::vector<RecordedFiles>& parts) {
  std::size_t count = 0;
  fs::path of;
  for (const RecordedFiles& part : parts) {
    const auto shard = shard_of(part);
    if (!shard) continue;
    if (count != 0 && shard->count != count) {
      throw Error(ErrorKind::usage, part.directory().string(),
                  fmt::format("is one of {} shards, and {} one of {}", shard->count, of.string(), count),
                  "merge shards of one number");
    }
    count = shard->count;
    of = part.directory();
  }
  return count;
}

void check_agreement(const FoundCell& first, const CellRecord& second, const fs::path& directory) {
  if (first.record == second) return;
  std::string where = "runs.csv";
  for (const auto& [name, hash] : second.files) {
    const auto same = first.record.files.find(name);
    if (same == first.record.files.end() || same->second != hash) where = "cells/" + second.cell + "/" + name;
  }
  throw Error(ErrorKind::difference, directory.string(),
              fmt::format("disagrees with {} on cell {} ({})", first.directory.string(), second.cell, where),
              "find the wrong one with 'actlab verify' and train it again");
}

std::map<std::string, FoundCell> find_cells(const std::vector<fs::path>& parts, const std::vector<Cell>& cells) {
  std::set<std::string> planned;
  for (const Cell& cell : cells) planned.insert(cell.id);
  std::map<std::string, FoundCell> found;
  for (const fs::path& part : parts) {
    for (auto& [id, record] : read_cell_records(Journal::read(part / journal_file))) {
      if (!planned.contains(id) || !record.failure.empty()) continue;
      const fs::path directory = part / "cells" / id;
      const std::string damaged = damaged_file(record, directory);
      if (!damaged.empty()) {
        throw Error(ErrorKind::bad_data, (directory / damaged).string(), "is not as it was written",
                    "train this shard again: the same command mends it");
      }
      const auto known = found.find(id);
      if (known == found.end()) {
        found.emplace(id, FoundCell{std::move(record), part});
      } else {
        check_agreement(known->second, record, part);
      }
    }
  }
  return found;
}

void name_missing(MergeOutcome& outcome, const Experiment& experiment, const std::vector<Cell>& cells,
                  const std::map<std::string, FoundCell>& found) {
  const std::vector<std::size_t> shard = outcome.shards == 0
                                             ? std::vector<std::size_t>(cells.size(), 0)
                                             : assign_shards(cells, experiment.replicates, outcome.shards);
  std::set<std::size_t> absent;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (found.contains(cells[i].id)) continue;
    ++outcome.missing;
    absent.insert(shard[i]);
  }
  if (outcome.shards > 0) outcome.absent.assign(absent.begin(), absent.end());
}

}  // namespace

MergeOutcome merge(const fs::path& out, const std::vector<fs::path>& parts, const RunOptions& options) {
  const std::vector<RecordedFiles> recorded(parts.begin(), parts.end());
  check_same_experiment(recorded);
  MergeOutcome outcome;
  outcome.shards = common_shard_count(recorded);
  outcome.config = (parts.front() / "run.toml").string();
  const auto shard = shard_of(recorded.front());
  const auto whole = shard ? whole_directory(parts.front(), *shard) : std::nullopt;
  outcome.whole = whole.value_or(out).string();

  const Experiment experiment = recorded_experiment(recorded.front());
  DatasetCache cache;
  const std::vector<Cell> cells = plan(experiment, cache);
  outcome.cells = cells.size();
  const std::map<std::string, FoundCell> found = find_cells(parts, cells);
  name_missing(outcome, experiment, cells, found);
  if (outcome.missing > 0) return outcome;

  ResultsDirectory results(out, cells, contents_of(experiment, ""), options.existing);
  for (const Cell& cell : cells) {
    if (results.finished(cell.id)) {
      check_agreement({results.record_of(cell.id), out}, found.at(cell.id).record, found.at(cell.id).directory);
    } else {
      results.copy_cell(found.at(cell.id).record, found.at(cell.id).directory);
    }
  }
  results.finish({.simd = std::string(arithmetic::target_name(options.target)), .threads = options.jobs});
  return outcome;
}

}  // namespace actlab
