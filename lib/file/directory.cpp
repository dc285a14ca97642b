#include "file/directory.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "actlab/error.hpp"
#include "file/failure.hpp"

namespace actlab {
namespace {

namespace fs = std::filesystem;

bool is_same(const struct stat& a, const struct stat& b) { return a.st_dev == b.st_dev && a.st_ino == b.st_ino; }

// The names in a directory; errno is 0 if these are all.
std::vector<std::string> names_in(int directory) {
  std::vector<std::string> names;
  Descriptor own(::openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  const std::unique_ptr<DIR, int (*)(DIR*)> stream(own.get() < 0 ? nullptr : ::fdopendir(own.get()), &::closedir);
  if (!stream) return names;
  std::ignore = own.release();
  errno = 0;
  while (const dirent* entry = ::readdir(stream.get())) {
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") names.emplace_back(name);
    errno = 0;
  }
  return names;
}

// Kind and permissions of what has the name; 0 where nothing has it.
mode_t mode_of(const Directory& directory, std::string_view name) {
  struct stat status {};
  if (::fstatat(directory.descriptor(), std::string(name).c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0) {
    return status.st_mode;
  }
  if (errno != ENOENT) throw_cannot_read(directory.path() / name, "cannot be looked at");
  return 0;
}

// Another thread may still be putting files into it.
void remove_tree_at(int directory, const char* name) {
  constexpr int most_attempts = 100;
  for (int attempt = 0; attempt < most_attempts; ++attempt) {
    if (::unlinkat(directory, name, 0) == 0 || errno == ENOENT) return;
    const Descriptor inside(::openat(directory, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (inside.get() < 0) return;
    for (const std::string& entry : names_in(inside.get())) remove_tree_at(inside.get(), entry.c_str());
    if (::unlinkat(directory, name, AT_REMOVEDIR) == 0 || errno != ENOTEMPTY) return;
  }
}

}  // namespace

void throw_cannot_write(const fs::path& path, std::string_view action) {
  throw file::cannot_write(path.string(), action, errno);
}

Directory::Directory(fs::path path)
    : Directory(path, Descriptor(::open(path.empty() ? "." : path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC))) {}

Directory::Directory(fs::path path, Descriptor descriptor)
    : path_(std::move(path)), descriptor_(std::move(descriptor)) {
  if (descriptor_.get() < 0) throw_cannot_write(path_.empty() ? "." : path_, "cannot be opened");
}

Directory Directory::made(const fs::path& path) {
  file::create_directories(path);
  return Directory(path);
}

Directory Directory::subdirectory(std::string_view name) const {
  const std::string text(name);
  const fs::path path = path_ / text;
  if (::mkdirat(descriptor(), text.c_str(), 0777) != 0 && errno != EEXIST)
    throw_cannot_write(path, "cannot be created");
  return {path, open(name, O_RDONLY | O_DIRECTORY)};
}

Descriptor Directory::open(std::string_view name, int flags) const {
  const std::string text(name);
  Descriptor file;
  do {
    file = Descriptor(::openat(descriptor(), text.c_str(), flags | O_CLOEXEC | O_NOFOLLOW, 0666));
  } while (file.get() < 0 && errno == EINTR);
  if (file.get() < 0) throw_cannot_write(path_ / text, "cannot be opened");
  return file;
}

bool Directory::has(std::string_view name) const { return mode_of(*this, name) != 0; }

bool Directory::has_file(std::string_view name) const { return S_ISREG(mode_of(*this, name)); }

std::vector<std::string> Directory::names() const {
  std::vector<std::string> names = names_in(descriptor());
  if (errno != 0) throw_cannot_read(path_, "cannot be listed");
  return names;
}

void Directory::rename(std::string_view name, const Directory& to, std::string_view new_name) const {
  if (::renameat(descriptor(), std::string(name).c_str(), to.descriptor(), std::string(new_name).c_str()) != 0) {
    throw_cannot_write(to.path() / new_name, "cannot be put into place");
  }
}

void Directory::remove(std::string_view name) const {
  const std::string text(name);
  if (::unlinkat(descriptor(), text.c_str(), 0) == 0 || errno == ENOENT) return;
  if (errno == EISDIR && ::unlinkat(descriptor(), text.c_str(), AT_REMOVEDIR) == 0) return;
  throw_cannot_write(path_ / text, "cannot be removed");
}

void Directory::remove_tree(std::string_view name) const noexcept {
  remove_tree_at(descriptor(), std::string(name).c_str());
}

void Directory::synchronise() const {
  if (::fsync(descriptor()) != 0) throw_cannot_write(path_, "cannot be synchronised");
}

bool Directory::is_in_place() const {
  struct stat held {};
  struct stat named {};
  return ::fstat(descriptor(), &held) == 0 && ::stat(path_.empty() ? "." : path_.c_str(), &named) == 0 &&
         is_same(held, named);
}

void remove_dead_temporaries(const Directory& directory) {
  for (const std::string& name : names_in(directory.descriptor())) {
    if (!name.starts_with(temporary_prefix)) continue;
    const Descriptor left(
        ::openat(directory.descriptor(), name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    if (left.get() >= 0 && ::flock(left.get(), LOCK_EX | LOCK_NB) == 0) directory.remove_tree(name);
  }
}

std::string temporary_name(std::string_view name) {
  std::array<std::uint64_t, 1> random{};
  while (::getrandom(random.data(), sizeof random, 0) != sizeof random) {
  }
  return fmt::format("{}{:016x}-{}", temporary_prefix, random[0], name);
}

bool hold_temporary(const Directory& directory, const std::string& name, int descriptor) {
  struct stat held {};
  struct stat named {};
  const bool known = ::flock(descriptor, LOCK_EX | LOCK_NB) == 0 && ::fstat(descriptor, &held) == 0 &&
                     ::fstatat(directory.descriptor(), name.c_str(), &named, AT_SYMLINK_NOFOLLOW) == 0;
  if (known) return is_same(held, named);
  const int reason = errno;
  if (reason == EWOULDBLOCK || reason == ENOENT) return false;
  directory.remove_tree(name);
  errno = reason;
  throw_cannot_write(directory.path() / name, "cannot be held");
}

}  // namespace actlab
