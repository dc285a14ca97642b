#include "file/undo.hpp"

#include <mutex>

namespace actlab {
namespace {

struct Actions {
  std::mutex mutex;
  std::list<std::function<void()>> list;
};

// Never destroyed: objects that end after main() may still be in it.
Actions& actions() {
  static auto* const all = new Actions;
  return *all;
}

}  // namespace

Undo::Undo(const std::function<void()>& make, std::function<void()> action) {
  const std::lock_guard lock(actions().mutex);
  make();
  place_ = actions().list.insert(actions().list.begin(), std::move(action));
}

Undo::~Undo() {
  const std::lock_guard lock(actions().mutex);
  actions().list.erase(place_);
}

void undo_all() {
  actions().mutex.lock();
  for (const std::function<void()>& action : actions().list) action();
}

}  // namespace actlab
