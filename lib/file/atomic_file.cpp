#include "file/atomic_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace actlab {
namespace {

constexpr std::size_t buffer_size = 1 << 16;

bool is_stream(const std::filesystem::path& path) {
  std::error_code error;
  const auto type = std::filesystem::status(path, error).type();
  return type == std::filesystem::file_type::character || type == std::filesystem::file_type::fifo;
}

// An empty directory that stands in the file's place gives way.
void replace(const Directory& directory, const std::string& from, const std::string& to) {
  const int at = directory.descriptor();
  if (::renameat(at, from.c_str(), at, to.c_str()) == 0) return;
  const bool directory_stands_there = errno == EISDIR && ::unlinkat(at, to.c_str(), AT_REMOVEDIR) == 0;
  if (directory_stands_there && ::renameat(at, from.c_str(), at, to.c_str()) == 0) return;
  throw_cannot_write(directory.path() / to, "cannot be put into place");
}

}  // namespace

void write_all(int descriptor, std::string_view bytes, const std::filesystem::path& path) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw_cannot_write(path, "cannot be written");
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

AtomicFile::AtomicFile(const Directory& directory, std::string name, Commit commit)
    : directory_(directory), name_(std::move(name)), commit_(commit), path_(directory.path() / name_) {
  begin();
}

AtomicFile::AtomicFile(const std::filesystem::path& path)
    : own_(path.parent_path()),
      directory_(*own_),
      name_(path.filename().string()),
      commit_(is_stream(path) ? Commit::stream : Commit::durable),
      path_(path) {
  if (commit_ == Commit::durable) remove_dead_temporaries(directory_);
  begin();
}

void AtomicFile::begin() {
  buffer_.reserve(buffer_size);
  if (commit_ == Commit::stream) {
    descriptor_ = Descriptor(::open(path_.c_str(), O_WRONLY | O_CLOEXEC));
    if (descriptor_.get() < 0) throw_cannot_write(path_, "cannot be opened");
    return;
  }
  if (commit_ == Commit::staged) {
    temporary_ = name_;
    descriptor_ = directory_.open(temporary_, O_WRONLY | O_CREAT | O_EXCL);
    return;
  }
  const auto make = [this] {
    do {
      temporary_ = temporary_name(name_);
      descriptor_ = directory_.open(temporary_, O_WRONLY | O_CREAT | O_EXCL);
    } while (!hold_temporary(directory_, temporary_, descriptor_.get()));
  };
  undo_ = std::make_unique<Undo>(make, [this] { ::unlinkat(directory_.descriptor(), temporary_.c_str(), 0); });
}

AtomicFile::~AtomicFile() {
  if (descriptor_.get() >= 0 && commit_ != Commit::stream) ::unlinkat(directory_.descriptor(), temporary_.c_str(), 0);
}

void AtomicFile::write(std::string_view bytes) {
  buffer_ += bytes;
  if (buffer_.size() >= buffer_size) flush();
}

void AtomicFile::flush() {
  hash_.update(buffer_);
  write_all(descriptor_.get(), buffer_, path_);
  buffer_.clear();
}

std::string AtomicFile::commit() {
  flush();
  if (commit_ == Commit::durable) {
    if (::fsync(descriptor_.get()) != 0) throw_cannot_write(path_, "cannot be synchronised");
    replace(directory_, temporary_, name_);
  }
  if (::close(descriptor_.release()) != 0) throw_cannot_write(path_, "cannot be finished");
  if (commit_ == Commit::durable) directory_.synchronise();
  return hash_.hex();
}

std::string write_file(const std::filesystem::path& path, std::string_view bytes) {
  AtomicFile file(path);
  file.write(bytes);
  return file.commit();
}

std::string write_file(const Directory& directory, std::string_view name, std::string_view bytes, Commit commit) {
  AtomicFile file(directory, std::string(name), commit);
  file.write(bytes);
  return file.commit();
}

void synchronise_file_system(const Directory& directory) {
  if (::syncfs(directory.descriptor()) != 0) throw_cannot_write(directory.path(), "cannot be synchronised");
}

}  // namespace actlab
