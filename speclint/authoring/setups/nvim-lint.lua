-- speclint in nvim-lint, for those who do without the language server: ~/.config/nvim/after/plugin/speclint.lua
local lint = require('lint')

local severities = {
  error = vim.diagnostic.severity.ERROR,
  warning = vim.diagnostic.severity.WARN,
  info = vim.diagnostic.severity.INFO,
}

-- Columns of speclint count characters from 1, those of Neovim bytes from 0.
local function byte(bufnr, line, column)
  local text = vim.api.nvim_buf_get_lines(bufnr, line - 1, line, false)[1] or ''
  local index = vim.fn.byteidxcomp(text, column - 1)
  return index < 0 and #text or index
end

lint.linters.speclint = {
  name = 'speclint',
  cmd = 'speclint',
  stdin = true,
  args = {
    'check', '--quiet', '--output-format', 'json', '--stdin-filename',
    function() return vim.api.nvim_buf_get_name(0) end,
    '-',
  },
  stream = 'stdout',
  ignore_exitcode = true,
  parser = function(output, bufnr)
    local found = {}
    local ok, report = pcall(vim.json.decode, output)
    if not ok then
      return found
    end
    local name = vim.loop.fs_realpath(vim.api.nvim_buf_get_name(bufnr)) or vim.api.nvim_buf_get_name(bufnr)
    for _, each in ipairs(report.diagnostics) do
      local path = vim.fn.fnamemodify(each.path, ':p')
      -- What is wrong in a rule file is told with it.
      if (vim.loop.fs_realpath(path) or path) == name then
        table.insert(found, {
          lnum = each.line - 1,
          col = byte(bufnr, each.line, each.column),
          end_lnum = each.end_line - 1,
          end_col = byte(bufnr, each.end_line, each.end_column),
          severity = severities[each.severity],
          message = each.message,
          code = each.rule,
          source = 'speclint',
        })
      end
    end
    return found
  end,
}

vim.api.nvim_create_autocmd({ 'BufReadPost', 'BufWritePost', 'InsertLeave' }, {
  pattern = { '*.md', '*.markdown' },
  callback = function() lint.try_lint('speclint') end,
})
