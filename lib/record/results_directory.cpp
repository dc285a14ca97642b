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
#include "record/atomic_file.hpp"
#include "record/manifest.hpp"
#include "record/results_files.hpp"
#include "record/run_rows.hpp"
#include "record/tables.hpp"
#include "text/sha256.hpp"

namespace actlab {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

constexpr std::chrono::seconds save_interval{5};

bool is_cell_id(const std::string& name) {
  return name.size() == id_digits && name.find_first_not_of("0123456789abcdef") == std::string::npos;
}

void remove_file(const fs::path& path) {
  std::error_code error;
  fs::remove(path, error);
  if (error)
    throw Error(ErrorKind::cannot_write, path.string(), "cannot be deleted: " + error.message(), "delete it by hand");
}

// Only files that this program writes; a directory that still holds something else stays.
void remove_cell(const fs::path& directory) {
  for (const std::string_view name : cell_files) remove_file(directory / name);
  std::error_code ignored;
  fs::remove(directory, ignored);
}

}  // namespace

ResultsDirectory::ResultsDirectory(fs::path path, const std::vector<Cell>& cells, Contents contents, Existing existing)
    : path_(std::move(path)), cells_(cells), contents_(std::move(contents)) {
  std::error_code error;
  fs::create_directories(path_, error);
  if (error) {
    throw Error(ErrorKind::cannot_write, path_.string(), "cannot be created: " + error.message(),
                "choose another place with `out`");
  }
  lock();
  try {
    prepare(existing);
  } catch (...) {
    ::close(lock_);
    throw;
  }
}

ResultsDirectory::~ResultsDirectory() { ::close(lock_); }

// flock, which the system releases even after a kill. A directory that is not ours is left without a lock file.
void ResultsDirectory::lock() {
  const fs::path file = path_ / lock_file;
  const bool empty_or_ours = fs::is_empty(path_) || fs::exists(path_ / "run.toml") || fs::exists(file);
  if (!empty_or_ours) refuse_other_contents();
  lock_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (lock_ < 0) throw_cannot_write(path_, "cannot write into it");
  if (::flock(lock_, LOCK_EX | LOCK_NB) == 0) return note_start();
  ::close(lock_);
  const std::string holder = read_file(file);
  throw Error(ErrorKind::try_again, path_.string(),
              "process " + holder.substr(0, holder.find(' ')) + " is writing to it",
              "wait for it to end, or choose another `out`");
}

// The lock file says who writes, since when (its time), and how many records the journal had then.
void ResultsDirectory::note_start() const {
  if (::ftruncate(lock_, 0) != 0 || ::lseek(lock_, 0, SEEK_SET) < 0) return;
  const std::size_t records = journal_ ? journal_->records().size() : 0;
  write_all(lock_, fmt::format("{} {}\n", ::getpid(), records), path_ / lock_file);
}

void ResultsDirectory::refuse_other_contents() const {
  throw Error(ErrorKind::usage, path_.string(), "is not empty and not a results directory",
              "choose another place with `out`");
}

void ResultsDirectory::prepare(Existing existing) {
  remove_temporaries(path_);
  remove_temporaries(path_ / "cells");
  if (existing == Existing::start_over) clear();
  if (fs::exists(path_ / "run.toml")) check_settings(existing);
  fs::create_directories(path_ / "cells");
  if (read_file(path_ / "run.toml") != contents_.run_toml) {
    // The tables are of another grid from here on.
    remove_file(path_ / manifest_file);
    write_file(path_ / "run.toml", contents_.run_toml);
  }
  if (!contents_.shard.empty() && !fs::exists(path_ / shard_file)) {
    write_file(path_ / shard_file, contents_.shard + "\n");
  }
  journal_.emplace(path_ / journal_file);
  auto journaled = read_cell_records(journal_->records());
  set_aside(journaled);
  keep_intact(std::move(journaled));
  if (records_.size() < cells_.size()) remove_file(path_ / manifest_file);
  note_start();
}

// What failed, or is not as it was written, is trained again.
void ResultsDirectory::keep_intact(std::map<std::string, CellRecord> journaled) {
  std::vector<char> intact(cells_.size(), 0);
  arithmetic::in_parallel(cells_.size(), [&](std::size_t i) {
    const auto record = journaled.find(cells_[i].id);
    if (record == journaled.end() || !record->second.failure.empty()) return;
    intact[i] = damaged_file(record->second, cell_directory(cells_[i].id)).empty() ? 1 : 0;
  });
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    if (intact[i] != 0) records_.insert(journaled.extract(cells_[i].id));
  }
}

// The directory holds results: are they of this experiment?
void ResultsDirectory::check_settings(Existing existing) const {
  const std::string shard = read_shard_file(path_);
  if (shard != contents_.shard) {
    throw Error(ErrorKind::usage, path_.string(),
                "holds " + (shard.empty() ? "a whole experiment" : "shard " + shard) + ", not " +
                    (contents_.shard.empty() ? "the whole one" : "shard " + contents_.shard),
                "choose another `out`, or pass `force` to start over");
  }
  const std::string run_toml = read_file(path_ / "run.toml");
  if (run_toml == contents_.run_toml) return;
  const auto journaled = read_cell_records(Journal::read(path_ / journal_file));
  std::size_t done = 0;
  for (const Cell& cell : cells_) done += journaled.contains(cell.id) ? 1 : 0;
  const bool other_recording = run_toml.find(contents_.recording_text) == std::string::npos;
  if (other_recording || (done == 0 && !journaled.empty())) {
    throw Error(ErrorKind::usage, path_.string(), "holds results of other settings",
                "choose another `out`, or pass `force` to start over");
  }
  if (existing == Existing::extend || journaled.empty()) return;
  throw Error(ErrorKind::usage, path_.string(),
              fmt::format("holds another grid (cells: {} done, {} new, {} no longer in it)", done, cells_.size() - done,
                          journaled.size() - done),
              "pass `extend` to go on (nothing is deleted), choose another `out`, or pass `force` to start over");
}

// Cells that are not in the grid any more make room for a directory that is as if they had never been; when they come
// back, so do their files.
void ResultsDirectory::set_aside(const std::map<std::string, CellRecord>& journaled) const {
  std::set<std::string> planned;
  for (const Cell& cell : cells_) planned.insert(cell.id);
  const fs::path aside = path_ / set_aside_directory;
  for (const auto& [id, record] : journaled) {
    const bool stays = planned.contains(id);
    const fs::path& from = stays ? aside / id : cell_directory(id);
    const fs::path& to = stays ? cell_directory(id) : aside / id;
    if (!is_cell_id(id) || !fs::exists(from) || fs::exists(to)) continue;
    fs::create_directories(aside);
    if (::rename(from.c_str(), to.c_str()) != 0) throw_cannot_write(to, "cannot put into place");
  }
  std::error_code ignored;
  fs::remove(aside, ignored);  // if it is empty
}

void ResultsDirectory::clear() {
  std::error_code error;
  for (const fs::path& place : {path_ / "cells", path_ / set_aside_directory}) {
    for (const auto& entry : fs::directory_iterator(place, error)) {
      if (is_cell_id(entry.path().filename().string())) remove_cell(entry.path());
    }
  }
  fs::remove(path_ / set_aside_directory, error);
  for (const std::string_view name : top_files) remove_file(path_ / name);
  for (const std::string_view name : {failed_file, shard_file, journal_file}) remove_file(path_ / name);
}

// Files come into place together: they are written beside the cell's directory, which is then renamed. They are made to
// last every few seconds, all at once: the record's hashes tell, after a power cut, which of them did not get so far.
template <class Fill>
void ResultsDirectory::put_into_place(const std::string& id, const Fill& fill) {
  const fs::path staging = path_ / "cells" / (std::string(temporary_prefix) + id);
  const fs::path target = cell_directory(id);
  try {
    fs::create_directories(staging);
    fill(staging);
    if (fs::exists(target)) remove_cell(target);
    if (::rename(staging.c_str(), target.c_str()) != 0) throw_cannot_write(target, "cannot put into place");
  } catch (...) {
    std::error_code ignored;
    fs::remove_all(staging, ignored);
    throw;
  }
}

void ResultsDirectory::write_cell(const Cell& cell, const CellResult& result, const CellSpools& spools) {
  CellRecord record;
  record.cell = cell.id;
  record.summary = summary_row_text(cell, result.runs, spools.metrics, bootstrap_);
  for (const RunRow& run : result.runs) record.runs.push_back(run_row_text(cell, run));
  const Recording& recording = contents_.recording;
  const bool only_runs = !recording.metrics && !recording.layers && !recording.layer_curves && !recording.model &&
                         !recording.predictions && !recording.neurons && result.points.empty();
  if (!only_runs) {
    put_into_place(cell.id, [&](const fs::path& staging) {
      record.files = write_cell_files(staging, cell, recording, result, spools);
    });
  }
  add_record(std::move(record));
}

void ResultsDirectory::copy_cell(const CellRecord& record, const fs::path& from) {
  if (!record.files.empty()) {
    put_into_place(record.cell, [&](const fs::path& staging) {
      for (const std::string_view name : cell_files) {
        const fs::path source = from / "cells" / record.cell / name;
        if (fs::exists(source)) write_file(staging / name, read_file(source), Commit::staged);
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
  if (due) synchronise_file_system(lock_, path_);
}

void ResultsDirectory::save() {
  journal_->synchronise();
  synchronise_file_system(lock_, path_);
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
  if (!fs::exists(path_ / manifest_file)) return false;
  const Manifest manifest = read_manifest(path_);
  std::map<std::string, std::string> expected = cell_hashes();
  for (const std::string_view name : hashed_tables) expected[std::string(name)] = file_hash(path_ / name);
  return manifest.files == expected;
}

void ResultsDirectory::finish(const HostInfo& host) {
  save();
  if (complete()) return;
  std::map<std::string, std::string> hashes = cell_hashes();
  hashes["run.toml"] = text::sha256_hex(contents_.run_toml);
  hashes["cells.csv"] = write_cells_table(path_ / "cells.csv", cells_);
  hashes["labels.csv"] = write_labels_table(path_ / "labels.csv", cells_);
  hashes["runs.csv"] = write_runs_table(path_ / "runs.csv", cells_, records_);
  hashes["summary.csv"] = write_summary_table(path_ / "summary.csv", cells_, records_);
  const bool failures =
      std::ranges::any_of(records_, [](const auto& record) { return !record.second.failure.empty(); });
  if (failures) {
    write_failed_table(path_ / failed_file, cells_, records_);
  } else {
    remove_file(path_ / failed_file);
  }
  write_host(host);
  write_manifest(hashes);
}

void ResultsDirectory::write_manifest(const std::map<std::string, std::string>& hashes) const {
  nlohmann::ordered_json manifest;
  manifest["format"] = results_format;
  manifest["program"] = "actlab " ACTLAB_VERSION;
  manifest["contract"] = contents_.contract_version;
  manifest["cells"] = cells_.size();
  manifest["replicates"] = contents_.replicates;
  std::map<std::string, std::string> data;
  for (const Cell& cell : cells_) {
    if (!cell.dataset->generated) data[cell.dataset->name] = cell.dataset->sha256;
  }
  manifest["data"] = data;
  manifest["files"] = hashes;
  write_file(path_ / manifest_file, manifest.dump(1, ' ', false, json::error_handler_t::replace) + "\n");
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
  write_file(path_ / "host.json", out.dump(1) + "\n");
}

}  // namespace actlab
