#include "experiment/status.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <set>

#include "actlab/error.hpp"
#include "arithmetic/parallel.hpp"
#include "file/input_file.hpp"
#include "plan/config.hpp"
#include "plan/cost.hpp"
#include "plan/grid.hpp"
#include "plan/shard.hpp"
#include "record/cell_record.hpp"
#include "record/journal.hpp"
#include "record/results_files.hpp"
#include "text/number.hpp"

namespace actlab {
namespace {

namespace fs = std::filesystem;

// Who holds the lock, for how long, and how many records the journal had at the start.
struct Holder {
  std::string process;
  double seconds = 0;
  std::size_t records_before = 0;
};

std::optional<Holder> holder_of(const fs::path& directory) {
  const fs::path file = directory / lock_file;
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return std::nullopt;
  struct stat status {};
  const bool free = ::flock(descriptor, LOCK_SH | LOCK_NB) == 0 || ::fstat(descriptor, &status) != 0;
  ::close(descriptor);
  if (free) return std::nullopt;
  const std::string text = read_file_if_there(file).value_or("");
  const std::size_t blank = std::min(text.find(' '), text.size());
  Holder holder{.process = text.substr(0, blank)};
  const std::string count = blank < text.size() ? text.substr(blank + 1, text.find('\n') - blank - 1) : "";
  holder.records_before = static_cast<std::size_t>(text::parse_integer(count).value_or(0));
  const auto now = std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
  holder.seconds =
      now - (static_cast<double>(status.st_mtim.tv_sec) + 1e-9 * static_cast<double>(status.st_mtim.tv_nsec));
  return holder;
}

// Files that are not as they were written, by name.
std::vector<std::string> damaged_files(const RecordedFiles& files) {
  std::vector<std::string> names;
  for (const auto& [name, hash] : files.hashes()) names.push_back(name);
  std::vector<char> intact(names.size());
  arithmetic::in_parallel(names.size(), [&](std::size_t i) {
    intact[i] = file_hash(files.directory() / names[i]) == files.hashes().at(names[i]) ? 1 : 0;
  });
  std::vector<std::string> damaged;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (intact[i] == 0) damaged.push_back(std::move(names[i]));
  }
  return damaged;
}

}  // namespace

Status status_of(const fs::path& directory) {
  const RecordedFiles files(directory);
  const Experiment experiment = recorded_experiment(files);
  DatasetCache cache;
  std::vector<Cell> cells = plan(experiment, cache);
  Status status;
  if (const auto shard = shard_of(files)) {
    status.shard = shard_text(*shard);
    cells = cells_of_shard(cells, experiment.replicates, *shard);
  }
  status.cells = cells.size();
  const std::vector<std::string> payloads = Journal::read(directory / journal_file);
  const auto records = read_cell_records(payloads);
  const auto holder = holder_of(directory);
  std::set<std::string> recent;  // finished since the process began
  if (holder && holder->records_before <= payloads.size()) {
    const std::vector<std::string> later(payloads.begin() + static_cast<std::ptrdiff_t>(holder->records_before),
                                         payloads.end());
    for (const auto& [id, record] : read_cell_records(later)) recent.insert(id);
  }
  if (!holder) status.damaged = damaged_files(files);
  double cost_left = 0;
  double cost_since = 0;
  for (const Cell& cell : cells) {
    const auto record = records.find(cell.id);
    const double cost = training_cost(cell, experiment.replicates);
    if (recent.contains(cell.id)) cost_since += cost;
    const bool damaged = std::ranges::any_of(
        status.damaged, [&](const std::string& file) { return file.starts_with("cells/" + cell.id + "/"); });
    if (record == records.end() || damaged) {
      ++status.missing;
      cost_left += cost;
    } else if (record->second.failure.empty()) {
      ++status.done;
    } else {
      status.failures.emplace_back(cell.number, record->second.failure);
    }
  }
  status.complete = files.manifest() && status.damaged.empty();
  if (holder) {
    status.running = holder->process;
    if (cost_since > 0 && holder->seconds > 0) status.seconds_left = holder->seconds * cost_left / cost_since;
  }
  return status;
}

}  // namespace actlab
