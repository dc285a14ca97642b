#include "record/atomic_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <fstream>
#include <utility>
#include <vector>

#include "file/failure.hpp"

namespace actlab {
namespace {

constexpr std::size_t buffer_size = 1 << 16;

}  // namespace

void throw_cannot_write(const std::filesystem::path& path, std::string_view action) {
  throw file::cannot_write(path.string(), action, errno);
}

void write_all(int descriptor, std::string_view bytes, const std::filesystem::path& path) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw_cannot_write(path, "cannot write");
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

AtomicFile::AtomicFile(std::filesystem::path path, Commit commit)
    : path_(std::move(path)),
      commit_(commit),
      temporary_(commit == Commit::staged
                     ? path_
                     : path_.parent_path() / (std::string(temporary_prefix) + path_.filename().string())) {
  descriptor_ = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (descriptor_ < 0) throw_cannot_write(path_, "cannot create");
  buffer_.reserve(buffer_size);
}

AtomicFile::~AtomicFile() {
  if (descriptor_ < 0) return;
  ::close(descriptor_);
  ::unlink(temporary_.c_str());
}

void AtomicFile::write(std::string_view bytes) {
  buffer_ += bytes;
  if (buffer_.size() >= buffer_size) flush();
}

void AtomicFile::flush() {
  hash_.update(buffer_);
  write_all(descriptor_, buffer_, path_);
  buffer_.clear();
}

std::string AtomicFile::commit() {
  flush();
  const bool durable = commit_ == Commit::durable;
  if (durable && ::fsync(descriptor_) != 0) throw_cannot_write(path_, "cannot synchronise");
  const int descriptor = std::exchange(descriptor_, -1);
  if (::close(descriptor) != 0 || (durable && ::rename(temporary_.c_str(), path_.c_str()) != 0)) {
    const int reason = errno;
    ::unlink(temporary_.c_str());
    errno = reason;
    throw_cannot_write(path_, "cannot finish");
  }
  if (durable) synchronise_directory(path_.parent_path());
  return hash_.hex();
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string bytes;
  std::array<char, buffer_size> buffer{};
  while (file.read(buffer.data(), buffer.size()) || file.gcount() > 0) {
    bytes.append(buffer.data(), static_cast<std::size_t>(file.gcount()));
  }
  return bytes;
}

std::string file_hash(const std::filesystem::path& path) { return text::sha256_hex(read_file(path)); }

std::string write_file(const std::filesystem::path& path, std::string_view bytes, Commit commit) {
  AtomicFile file(path, commit);
  file.write(bytes);
  return file.commit();
}

void synchronise_directory(const std::filesystem::path& directory) {
  const std::filesystem::path named = directory.empty() ? "." : directory;
  const int descriptor = ::open(named.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) throw_cannot_write(named, "cannot open");
  const int status = ::fsync(descriptor);
  const int reason = errno;
  ::close(descriptor);
  errno = reason;
  if (status != 0) throw_cannot_write(named, "cannot synchronise");
}

void synchronise_file_system(int descriptor, const std::filesystem::path& path) {
  if (::syncfs(descriptor) != 0) throw_cannot_write(path, "cannot synchronise");
}

void remove_temporaries(const std::filesystem::path& directory) {
  std::error_code error;
  std::vector<std::filesystem::path> found;
  for (const auto& entry : std::filesystem::directory_iterator(directory, error)) {
    if (entry.path().filename().string().starts_with(temporary_prefix)) found.push_back(entry.path());
  }
  for (const auto& path : found) std::filesystem::remove_all(path, error);
}

}  // namespace actlab
