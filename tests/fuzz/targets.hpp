#pragma once

#include <span>
#include <string_view>

namespace actlab::fuzz {

/// A reader of text from outside, under attack.
struct Target {
  std::string_view name;
  /// Feeds the bytes to the reader and checks what it makes of them. Aborts where an invariant does not hold; refusing
  /// the bytes by an Error is right. Nothing else may leave it.
  void (*run)(std::string_view bytes) = nullptr;
};

/// The one list of them, by name; each has a corpus in corpus/NAME.
std::span<const Target> targets();

/// The target of a name, or null.
const Target* find_target(std::string_view name);

void read_any_address(std::string_view bytes);
void read_any_claim(std::string_view bytes);
void read_any_config(std::string_view bytes);
void read_any_csv(std::string_view bytes);
void read_any_formula(std::string_view bytes);
void read_any_idx(std::string_view bytes);
void read_any_journal(std::string_view bytes);
void read_any_manifest(std::string_view bytes);
void read_any_model(std::string_view bytes);
void read_any_table(std::string_view bytes);

}  // namespace actlab::fuzz
