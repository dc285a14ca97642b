#include "activation/parser.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "actlab/error.hpp"
#include "text/number.hpp"
#include "text/strings.hpp"
#include "text/suggest.hpp"

namespace actlab {
namespace {

using Id = ExpressionGraph::Id;

constexpr std::size_t longest_formula = 1000;
constexpr int deepest_nesting = 100;
constexpr std::size_t most_learned = 16;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

// Recursive descent; positions are those of the text as it was given.
class Parser {
 public:
  Parser(std::string_view text, std::string_view where) : text_(text), where_(where) {}

  ParsedFormula parse() {
    if (text_.size() > longest_formula) {
      throw Error(ErrorKind::usage, where_, "the formula is longer than 1000 characters", "shorten it");
    }
    read_name();
    declare_numbers();
    const std::size_t begin = at_;
    parsed_.value = comparison();
    skip_spaces();
    if (at_ < text_.size() && text_[at_] != ';') fail("an operator or the end");
    for (const char c : text_.substr(begin, at_ - begin)) {
      if (c != ' ') parsed_.expression += c;
    }
    for (const char c : text_) {
      if (c != ' ') parsed_.text += c;
    }
    check();
    return std::move(parsed_);
  }

 private:
  [[noreturn]] void fail_at(std::size_t place, const std::string& problem, const std::string& remedy) const {
    throw Error(ErrorKind::usage, where_, problem, remedy, std::string(text_), place);
  }

  [[noreturn]] void fail(const std::string& expected) const {
    const std::string found = at_ < text_.size() ? text::quoted(text_.substr(at_, 1)) : "the end";
    fail_at(at_, "the formula has " + found + " at character " + std::to_string(at_ + 1), expected + " is expected");
  }

  void skip_spaces() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }

  bool take(std::string_view token) {
    skip_spaces();
    if (!text_.substr(at_).starts_with(token)) return false;
    at_ += token.size();
    return true;
  }

  std::string_view word_at(std::size_t place) const {
    std::size_t end = place;
    while (end < text_.size() && (is_letter(text_[end]) || (end > place && is_digit(text_[end])))) ++end;
    return text_.substr(place, end - place);
  }

  // "name=", but not "x==".
  std::string_view assigned_name(std::size_t place) const {
    while (place < text_.size() && text_[place] == ' ') ++place;
    const std::string_view word = word_at(place);
    std::size_t after = place + word.size();
    while (after < text_.size() && text_[after] == ' ') ++after;
    const bool assigned =
        !word.empty() && text_.substr(after).starts_with("=") && !text_.substr(after).starts_with("==");
    return assigned ? word : std::string_view();
  }

  static bool is_taken(std::string_view name) {
    return name == "x" || name == "pi" || name == "e" || find_activation(name).has_value() ||
           std::ranges::count(formula_functions, name, &FormulaFunction::name) > 0;
  }

  void read_name() {
    const std::string_view name = assigned_name(0);
    if (name.empty()) return;
    if (is_taken(name)) {
      fail_at(0, "the name " + text::quoted(name) + " already means something", "choose another");
    }
    parsed_.name = name;
    take(name);
    take("=");
  }

  // The numbers after the semicolons are known before the formula is read.
  void declare_numbers() {
    const std::size_t resume = at_;
    at_ = std::min(text_.find(';', at_), text_.size());
    while (at_ < text_.size()) {
      ++at_;
      const std::string_view name = assigned_name(at_);
      skip_spaces();
      if (name.empty()) fail("a declaration like b=1");
      if (is_taken(name) || std::ranges::count(parsed_.learned_names, name) > 0) {
        fail_at(at_, "the name " + text::quoted(name) + " already means something", "choose another");
      }
      take(name);
      take("=");
      skip_spaces();
      const std::size_t end = std::min(text_.find(';', at_), text_.size());
      std::string_view number = text_.substr(at_, end - at_);
      while (number.ends_with(' ')) number.remove_suffix(1);
      const auto value = text::parse_number(number);
      if (!value || !std::isfinite(*value)) fail("a number");
      if (parsed_.learned_names.size() == most_learned)
        fail_at(at_, "more than 16 numbers are declared", "declare fewer");
      parsed_.learned_names.emplace_back(name);
      parsed_.learned_values.push_back(*value);
      at_ = end;
    }
    at_ = resume;
  }

  void check() {
    const Id x = parsed_.graph.input();
    if (!parsed_.graph.depends_on(parsed_.value, x)) {
      throw Error(ErrorKind::usage, where_, "the formula " + text::quoted(text_) + " does not depend on x",
                  "give one like x*sigmoid(1.5*x)");
    }
    for (std::size_t i = 0; i < parsed_.learned_names.size(); ++i) {
      if (parsed_.graph.depends_on(parsed_.value, parsed_.graph.learned(static_cast<std::uint16_t>(i)))) continue;
      throw Error(ErrorKind::usage, where_,
                  "the formula " + text::quoted(text_) + " does not depend on " + parsed_.learned_names[i],
                  "leave its declaration out");
    }
  }

  Id apply(FormulaOp op, std::vector<Id> operands) { return parsed_.graph.apply(op, std::move(operands)); }

  Id comparison() {
    const Id left = sum();
    if (take("<=")) return apply(FormulaOp::less_equal, {left, sum()});
    if (take(">=")) return apply(FormulaOp::less_equal, {sum(), left});
    if (take("==")) return apply(FormulaOp::equal, {left, sum()});
    if (take("!=")) {
      const Id same = apply(FormulaOp::equal, {left, sum()});
      return apply(FormulaOp::subtract, {parsed_.graph.constant(1), same});
    }
    if (take("<")) return apply(FormulaOp::less, {left, sum()});
    if (take(">")) return apply(FormulaOp::less, {sum(), left});
    return left;
  }

  Id sum() {
    Id left = product();
    for (;;) {
      if (take("+")) {
        left = apply(FormulaOp::add, {left, product()});
      } else if (take("-")) {
        left = apply(FormulaOp::subtract, {left, product()});
      } else {
        return left;
      }
    }
  }

  Id product() {
    Id left = signed_power();
    for (;;) {
      if (take("*")) {
        left = apply(FormulaOp::multiply, {left, signed_power()});
      } else if (take("/")) {
        left = apply(FormulaOp::divide, {left, signed_power()});
      } else {
        return left;
      }
    }
  }

  Id signed_power() {
    const Nesting nesting(*this);
    if (take("-")) return apply(FormulaOp::negate, {signed_power()});
    if (take("+")) return signed_power();
    const Id base = primary();
    return take("^") ? parsed_.graph.power(base, signed_power()) : base;
  }

  Id primary() {
    skip_spaces();
    if (at_ == text_.size()) fail("x, a number, a function or '('");
    if (take("(")) {
      const Id inside = comparison();
      if (!take(")")) fail("')'");
      return inside;
    }
    if (is_digit(text_[at_]) || text_[at_] == '.') return number();
    if (is_letter(text_[at_])) return name();
    fail("x, a number, a function or '('");
  }

  Id number() {
    std::size_t end = at_;
    while (end < text_.size() && (is_digit(text_[end]) || text_[end] == '.')) ++end;
    if (end < text_.size() && (text_[end] == 'e' || text_[end] == 'E')) {
      std::size_t exponent = end + 1;
      if (exponent < text_.size() && (text_[exponent] == '+' || text_[exponent] == '-')) ++exponent;
      if (exponent < text_.size() && is_digit(text_[exponent])) {
        end = exponent;
        while (end < text_.size() && is_digit(text_[end])) ++end;
      }
    }
    const auto value = text::parse_number(text_.substr(at_, end - at_));
    if (!value) fail("a number like 1.5 or 2e-3");
    at_ = end;
    return parsed_.graph.constant(*value);
  }

  Id name() {
    const std::size_t begin = at_;
    const std::string_view word = word_at(at_);
    at_ += word.size();
    if (word == "x") return parsed_.graph.input();
    if (word == "pi") return parsed_.graph.constant(std::numbers::pi);
    if (word == "e") return parsed_.graph.constant(std::numbers::e);
    const auto learned = std::ranges::find(parsed_.learned_names, word);
    if (learned != parsed_.learned_names.end()) {
      return parsed_.graph.learned(static_cast<std::uint16_t>(learned - parsed_.learned_names.begin()));
    }
    const auto function = std::ranges::find(formula_functions, word, &FormulaFunction::name);
    if (function != formula_functions.end()) return apply(function->op, arguments(word, function->arguments));
    const auto row = find_activation(word);
    if (row && activations()[*row].kind == ActivationKind::elementwise) {
      return parsed_.graph.apply(FormulaOp::activation, arguments(word, 1), static_cast<std::uint16_t>(*row));
    }
    unknown(begin, word);
  }

  [[noreturn]] void unknown(std::size_t place, std::string_view word) const {
    std::vector<std::string> known{"x", "pi", "e"};
    for (const FormulaFunction& function : formula_functions) known.emplace_back(function.name);
    for (const ActivationInfo& row : activations()) {
      if (row.kind == ActivationKind::elementwise) known.emplace_back(row.name);
    }
    std::ranges::copy(parsed_.learned_names, std::back_inserter(known));
    std::string remedy = text::suggestion(word, known);
    if (remedy.empty()) remedy = "declare a number of your own after a semicolon, like ;" + std::string(word) + "=1";
    fail_at(place, "the formula has the unknown name " + text::quoted(word), remedy);
  }

  std::vector<Id> arguments(std::string_view function, std::size_t count) {
    if (!take("(")) fail("'(' after " + std::string(function));
    std::vector<Id> list{comparison()};
    while (take(",")) {
      list.push_back(comparison());
    }
    if (list.size() != count) {
      skip_spaces();
      fail_at(at_, std::string(function) + " is given " + std::to_string(list.size()) + " arguments",
              "it takes " + std::to_string(count));
    }
    if (!take(")")) fail("')'");
    return list;
  }

  // Counts nested parts, so that no formula exhausts the stack.
  class Nesting {
   public:
    explicit Nesting(Parser& parser) : parser_(parser) {
      if (++parser_.depth_ > deepest_nesting) {
        parser_.fail_at(parser_.at_, "the formula is nested more than 100 deep", "simplify it");
      }
    }
    Nesting(const Nesting&) = delete;
    Nesting& operator=(const Nesting&) = delete;
    ~Nesting() { --parser_.depth_; }

   private:
    Parser& parser_;
  };

  std::string_view text_;
  std::string where_;
  std::size_t at_ = 0;
  int depth_ = 0;
  ParsedFormula parsed_;
};

}  // namespace

ParsedFormula parse_formula(std::string_view text, std::string_view where) { return Parser(text, where).parse(); }

}  // namespace actlab
