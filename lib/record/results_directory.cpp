#include "record/results_directory.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <nlohmann/json.hpp>
#include <set>

#include "actlab/error.hpp"
#include "arithmetic/parallel.hpp"
#include "file/atomic_file.hpp"
#include "record/experiment_record.hpp"
#include "record/manifest.hpp"
#include "record/results_files.hpp"
#include "record/run_rows.hpp"
#include "record/tables.hpp"
#include "text/sha256.hpp"

namespace actlab {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds save_interval{5};

bool is_cell_id(const std::string& name) {
  return name.size() == id_digits && name.find_first_not_of("0123456789abcdef") == std::string::npos;
}

// Only files that this program writes: a directory that still holds something else is an error.
void remove_cell(const Directory& cells, const std::string& id) {
  if (!cells.has(id)) return;
  if (!cells.has_file(id)) {
    const Directory cell = cells.subdirectory(id);
    for (const std::string_view name : cell_files) cell.remove(name);
  }
  cells.remove(id);
}

[[noreturn]] void refuse_vanished(const fs::path& what) {
  throw Error(ErrorKind::cannot_write, what.string(), "was removed or moved away while results were written",
              "bring it back and run the same command again: it goes on with what is there");
}

void remove_cells(const Directory& cells) {
  for (const std::string& name : cells.names()) {
    if (is_cell_id(name)) remove_cell(cells, name);
  }
}

}  // namespace

ResultsDirectory::ResultsDirectory(const fs::path& path, const std::vector<Cell>& cells, Contents contents,
                                   Existing existing)
    : cells_(cells), contents_(std::move(contents)), directory_(Directory::made(path)) {
  lock();
  prepare(existing);
}

ResultsDirectory::~ResultsDirectory() = default;

// flock, which the system releases even after a kill. A directory that is not ours is left without a lock file.
void ResultsDirectory::lock() {
  // In this order: what another process puts into an empty directory meanwhile begins with the lock file.
  const bool empty = directory_.names().empty();
  const bool ours = directory_.has("run.toml") || directory_.has(lock_file) || directory_.has(manifest_file);
  if (!empty && !ours) refuse_other_contents();
  make_way(lock_file);
  lock_ = directory_.open(lock_file, O_RDWR | O_CREAT);
  if (::flock(lock_.get(), LOCK_EX | LOCK_NB) == 0) return note_start();
  if (errno != EWOULDBLOCK) throw_cannot_write(directory_.path() / lock_file, "cannot be locked");
  const std::string holder = read_rest(lock_.get(), directory_.path() / lock_file);
  throw Error(ErrorKind::try_again, directory_.path().string(),
              "process " + holder.substr(0, holder.find(' ')) + " is writing to it",
              "wait for it to end, or choose another `out`");
}

// The lock file says who writes, since when (its time), and how many records the journal had then.
void ResultsDirectory::note_start() const {
  if (::ftruncate(lock_.get(), 0) != 0 || ::lseek(lock_.get(), 0, SEEK_SET) < 0) return;
  const std::size_t records = journal_ ? journal_->records().size() : 0;
  write_all(lock_.get(), fmt::format("{} {}\n", ::getpid(), records), directory_.path() / lock_file);
}

void ResultsDirectory::refuse_other_contents() const {
  throw Error(ErrorKind::usage, directory_.path().string(), "is not empty and not a results directory",
              "choose another place with `out`");
}

// What stands in a file's place and is none: a link, or a directory if it is empty.
void ResultsDirectory::make_way(std::string_view name) const {
  if (directory_.has_file(name) || !directory_.has(name)) return;
  try {
    directory_.remove(name);
  } catch (const Error& error) {
    throw Error(ErrorKind::bad_data, error.where(), "is not the file that it should be", "move it away");
  }
}

void ResultsDirectory::prepare(Existing existing) {
  remove_dead_temporaries(directory_);
  cells_directory_.emplace(directory_.subdirectory("cells"));
  remove_dead_temporaries(*cells_directory_);
  for (const std::string_view name : top_files) make_way(name);
  for (const std::string_view name : {failed_file, shard_file, journal_file}) make_way(name);
  if (existing == Existing::start_over) clear();
  journal_.emplace(directory_, journal_file);
  auto journaled = read_cell_records(journal_->records());
  check_settings(existing, journaled);
  note_experiment();
  set_aside(journaled);
  keep_intact(std::move(journaled));
  if (records_.size() < cells_.size()) directory_.remove(manifest_file);
  note_start();
}

std::string ResultsDirectory::text_of(std::string_view name) const {
  return directory_.has_file(name) ? read_rest(directory_.open(name, O_RDONLY).get(), directory_.path() / name) : "";
}

// Writes what the directory is of, and into the journal what that text is: it tells later whether it was changed.
void ResultsDirectory::note_experiment() {
  const std::string shard_text = contents_.shard.empty() ? "" : contents_.shard + "\n";
  if (text_of("run.toml") != contents_.run_toml) {
    // The tables are of another grid from here on.
    directory_.remove(manifest_file);
    write_file(directory_, "run.toml", contents_.run_toml);
  }
  if (text_of(shard_file) != shard_text) write_file(directory_, shard_file, shard_text);
  const ExperimentRecord experiment = own_record();
  if (read_experiment_record(journal_->records()) != experiment) journal_->append(record_text(experiment));
}

ExperimentRecord ResultsDirectory::own_record() const {
  return {.run_toml = text::sha256_hex(contents_.run_toml),
          .shard = contents_.shard.empty() ? "" : text::sha256_hex(contents_.shard + "\n")};
}

// What failed, or is not as it was written, is trained again.
void ResultsDirectory::keep_intact(std::map<std::string, CellRecord> journaled) {
  std::vector<char> intact(cells_.size(), 0);
  arithmetic::in_parallel(cells_.size(), [&](std::size_t i) {
    const auto record = journaled.find(cells_[i].id);
    if (record == journaled.end() || !record->second.failure.empty()) return;
    intact[i] = damaged_file(record->second, cells_directory_->path() / cells_[i].id).empty() ? 1 : 0;
  });
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    if (intact[i] != 0) records_.insert(journaled.extract(cells_[i].id));
  }
}

// The directory holds results: are they of this experiment?
void ResultsDirectory::check_settings(Existing existing, const std::map<std::string, CellRecord>& journaled) const {
  const auto recorded = read_experiment_record(journal_->records());
  // Then what is there now, if it is something else, is damage.
  if (recorded == own_record()) return;
  if (!directory_.has("run.toml")) {
    if (!recorded || journaled.empty()) return;
    throw Error(ErrorKind::usage, directory_.path().string(), "holds results of other settings, without their run.toml",
                "choose another `out`, or pass `force` to start over");
  }
  std::string shard = text_of(shard_file);
  if (shard.ends_with('\n')) shard.pop_back();
  if (shard != contents_.shard) {
    throw Error(ErrorKind::usage, directory_.path().string(),
                "holds " + (shard.empty() ? "a whole experiment" : "shard " + shard) + ", not " +
                    (contents_.shard.empty() ? "the whole one" : "shard " + contents_.shard),
                "choose another `out`, or pass `force` to start over");
  }
  const std::string run_toml = text_of("run.toml");
  if (run_toml == contents_.run_toml) return;
  std::size_t done = 0;
  for (const Cell& cell : cells_) done += journaled.contains(cell.id) ? 1 : 0;
  const bool other_recording = run_toml.find(contents_.recording_text) == std::string::npos;
  if (other_recording || (done == 0 && !journaled.empty())) {
    throw Error(ErrorKind::usage, directory_.path().string(), "holds results of other settings",
                "choose another `out`, or pass `force` to start over");
  }
  if (existing == Existing::extend || journaled.empty()) return;
  throw Error(ErrorKind::usage, directory_.path().string(),
              fmt::format("holds another grid (cells: {} done, {} new, {} no longer in it)", done, cells_.size() - done,
                          journaled.size() - done),
              "pass `extend` to go on (nothing is deleted), choose another `out`, or pass `force` to start over");
}

// Cells that are not in the grid any more make room for a directory that is as if they had never been; when they come
// back, so do their files.
void ResultsDirectory::set_aside(const std::map<std::string, CellRecord>& journaled) const {
  std::set<std::string> planned;
  for (const Cell& cell : cells_) planned.insert(cell.id);
  const bool leaves = std::ranges::any_of(journaled, [&](const auto& entry) {
    return !planned.contains(entry.first) && cells_directory_->has(entry.first);
  });
  if (!leaves && !directory_.has(set_aside_directory)) return;
  {
    const Directory aside = directory_.subdirectory(set_aside_directory);
    for (const auto& [id, record] : journaled) {
      const bool stays = planned.contains(id);
      const Directory& from = stays ? aside : *cells_directory_;
      const Directory& to = stays ? *cells_directory_ : aside;
      if (is_cell_id(id) && from.has(id) && !to.has(id)) from.rename(id, to, id);
    }
    if (!aside.names().empty()) return;
  }
  directory_.remove(set_aside_directory);
}

void ResultsDirectory::clear() {
  remove_cells(*cells_directory_);
  if (directory_.has(set_aside_directory)) {
    const Directory aside = directory_.subdirectory(set_aside_directory);
    remove_cells(aside);
    if (aside.names().empty()) directory_.remove(set_aside_directory);
  }
  for (const std::string_view name : top_files) directory_.remove(name);
  for (const std::string_view name : {failed_file, shard_file, journal_file}) directory_.remove(name);
}

// Files come into place together: they are written beside the cell's directory, which is then renamed. They are made to
// last every few seconds, all at once: the record's hashes tell, after a power cut, which of them did not get so far.
template <class Fill>
void ResultsDirectory::put_into_place(const std::string& id, const Fill& fill) {
  const std::string staging = temporary_name(id);
  std::optional<Directory> place;
  const Undo undo([&] { place.emplace(cells_directory_->subdirectory(staging)); },
                  [&] { cells_directory_->remove_tree(staging); });
  try {
    fill(*place);
    remove_cell(*cells_directory_, id);
    cells_directory_->rename(staging, *cells_directory_, id);
  } catch (...) {
    cells_directory_->remove_tree(staging);
    throw;
  }
}

void ResultsDirectory::write_cell(const Cell& cell, const CellResult& result, const CellSpools& spools) {
  CellRecord record;
  record.cell = cell.id;
  record.summary = summary_row_text(cell, result.runs, spools.metrics, bootstrap_);
  for (const RunRow& run : result.runs) record.runs.push_back(run_row_text(cell, run));
  const Recording& recording = contents_.recording;
  const CellReadings& readings = spools.readings;
  const bool only_runs = !recording.metrics && !recording.layers && !recording.layer_curves && !recording.model &&
                         !recording.predictions && !recording.neurons && result.points.empty() && !readings.units &&
                         !readings.confusion && !readings.mistakes;
  if (!only_runs) {
    put_into_place(cell.id, [&](const Directory& staging) {
      record.files = write_cell_files(staging, cell, recording, result, spools);
    });
  }
  add_record(std::move(record));
}

void ResultsDirectory::copy_cell(const CellRecord& record, const fs::path& from) {
  if (!record.files.empty()) {
    const fs::path source = from / "cells" / record.cell;
    put_into_place(record.cell, [&](const Directory& staging) {
      for (const auto& [name, hash] : record.files) {
        if (write_file(staging, name, read_file(source / name), Commit::staged) == hash) continue;
        throw Error(ErrorKind::bad_data, (source / name).string(), "was changed while it was copied",
                    "train this shard again: the same command mends it");
      }
      if (const auto timing = read_file_if_there(source / timing_file)) {
        write_file(staging, timing_file, *timing, Commit::staged);
      }
    });
  }
  add_record(record);
}

void ResultsDirectory::write_failure(const Cell& cell, const std::string& reason) {
  CellRecord record;
  record.cell = cell.id;
  record.failure = reason;
  add_record(std::move(record));
}

void ResultsDirectory::add_record(CellRecord record) {
  const std::string text = record_text(record);
  bool due = false;
  {
    const std::lock_guard guard(mutex_);
    journal_->append(text);
    records_[record.cell] = std::move(record);
    due = std::chrono::steady_clock::now() - last_save_ >= save_interval;
    if (due) last_save_ = std::chrono::steady_clock::now();
  }
  // Other threads go on meanwhile.
  if (due) synchronise_file_system(directory_);
}

void ResultsDirectory::save() {
  journal_->synchronise();
  synchronise_file_system(directory_);
  check_in_place();
}

// Somebody may have moved the directory, or removed it or a part of it, while results were written.
void ResultsDirectory::check_in_place() const {
  for (const Directory* directory : {&directory_, &*cells_directory_}) {
    if (!directory->is_in_place()) refuse_vanished(directory->path());
  }
  for (const std::string_view name : {std::string_view("run.toml"), journal_file, lock_file}) {
    if (!directory_.has_file(name)) refuse_vanished(directory_.path() / name);
  }
  for (const auto& [id, record] : records_) {
    for (const auto& [name, hash] : record.files) {
      const std::string file = id + "/" + name;
      if (!cells_directory_->has_file(file)) refuse_vanished(cells_directory_->path() / file);
    }
  }
}

std::map<std::string, std::string> ResultsDirectory::cell_hashes() const {
  std::map<std::string, std::string> hashes;
  for (const Cell& cell : cells_) {
    for (const auto& [name, hash] : records_.at(cell.id).files) hashes["cells/" + cell.id + "/" + name] = hash;
  }
  return hashes;
}

// Whether an earlier run finished everything and nobody touched it since.
bool ResultsDirectory::complete() const {
  std::map<std::string, std::string> expected = cell_hashes();
  for (const std::string_view name : hashed_tables) {
    if (!directory_.has_file(name)) return false;
    expected[std::string(name)] = text::sha256_hex(text_of(name));
  }
  if (!contents_.shard.empty()) expected[std::string(shard_file)] = own_record().shard;
  return text_of(manifest_file) == manifest_text(manifest_of(expected));
}

void ResultsDirectory::finish(const HostInfo& host) {
  save();
  if (complete()) return;
  std::map<std::string, std::string> hashes = cell_hashes();
  hashes["run.toml"] = text::sha256_hex(contents_.run_toml);
  if (!contents_.shard.empty()) hashes[std::string(shard_file)] = own_record().shard;
  hashes["cells.csv"] = write_cells_table(directory_, cells_);
  hashes["labels.csv"] = write_labels_table(directory_, cells_);
  hashes["runs.csv"] = write_runs_table(directory_, cells_, records_);
  hashes["summary.csv"] = write_summary_table(directory_, cells_, records_);
  const bool failures =
      std::ranges::any_of(records_, [](const auto& record) { return !record.second.failure.empty(); });
  if (failures) {
    write_failed_table(directory_, cells_, records_);
  } else {
    directory_.remove(failed_file);
  }
  write_host(host);
  write_file(directory_, manifest_file, manifest_text(manifest_of(hashes)));
  check_in_place();
  for (const std::string_view name : top_files) {
    if (!directory_.has_file(name)) refuse_vanished(directory_.path() / name);
  }
}

Manifest ResultsDirectory::manifest_of(std::map<std::string, std::string> hashes) const {
  Manifest manifest{.program = "actlab " ACTLAB_VERSION,
                    .format = results_format,
                    .contract = contents_.contract_version,
                    .cells = cells_.size(),
                    .replicates = contents_.replicates,
                    .data = {},
                    .files = std::move(hashes)};
  for (const Cell& cell : cells_) {
    if (!cell.dataset->generated) manifest.data[cell.dataset->name] = cell.dataset->sha256;
  }
  return manifest;
}

void ResultsDirectory::write_host(const HostInfo& host) const {
  utsname system{};
  ::uname(&system);
  const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm utc{};
  ::gmtime_r(&now, &utc);
  nlohmann::ordered_json out;
  out["finished"] = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday,
                                utc.tm_hour, utc.tm_min, utc.tm_sec);
  out["machine"] = system.machine;
  out["system"] = fmt::format("{} {}", system.sysname, system.release);
  out["compiler"] = ACTLAB_COMPILER;
  out["simd"] = host.simd;
  out["threads"] = host.threads;
  write_file(directory_, "host.json", out.dump(1) + "\n");
}

}  // namespace actlab
